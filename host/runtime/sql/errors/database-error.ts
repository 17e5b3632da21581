import type { DatabaseError } from "pg";
import { type Debug, driverError, option, printed, text } from "./rust-debug";
import { isStandardSqlState } from "./sql-states";

/** What PostgreSQL said about a statement that had not begun to run: one line, with detail and hint on their own. */
export function shortText(error: DatabaseError): string {
  const more = [
    error.detail === undefined ? "" : `\nDETAIL: ${error.detail}`,
    error.hint === undefined ? "" : `\nHINT: ${error.hint}`,
  ];
  return `db error: ${error.severity}: ${error.message}${more.join("")}`;
}

/** What PostgreSQL said about a statement that ran: everything, as the genuine driver prints it for developers. */
export function longText(error: DatabaseError): string {
  const optional = (value: string | undefined) => option(value, text);
  return printed(
    driverError("Db", {
      name: "DbError",
      fields: [
        ["severity", text(error.severity ?? "")],
        ["parsed_severity", option(severityName(error.severity ?? ""), (name) => name)],
        ["code", { name: "SqlState", items: [codeDebug(error.code ?? "")] }],
        ["message", text(error.message)],
        ["detail", optional(error.detail)],
        ["hint", optional(error.hint)],
        ["position", positionDebug(error)],
        ["where_", optional(error.where)],
        ["schema", optional(error.schema)],
        ["table", optional(error.table)],
        ["column", optional(error.column)],
        ["datatype", optional(error.dataType)],
        ["constraint", optional(error.constraint)],
        ["file", optional(error.file)],
        ["line", option(error.line, (line) => line)],
        ["routine", optional(error.routine)],
      ],
    }),
  );
}

const SEVERITIES = ["PANIC", "FATAL", "ERROR", "WARNING", "NOTICE", "DEBUG", "INFO", "LOG"];

/** undefined when the server speaks another language. */
function severityName(severity: string): string | undefined {
  return SEVERITIES.includes(severity) ? severity[0]! + severity.slice(1).toLowerCase() : undefined;
}

function codeDebug(code: string): Debug {
  return isStandardSqlState(code) ? `E${code}` : { name: "Other", items: [text(code)] };
}

function positionDebug({ position, internalPosition, internalQuery }: DatabaseError): Debug {
  if (position !== undefined) return { name: "Some", items: [{ name: "Original", items: [position] }] };
  if (internalPosition === undefined) return "None";
  const fields = [
    ["position", internalPosition],
    ["query", text(internalQuery ?? "")],
  ] as const;
  return { name: "Some", items: [{ name: "Internal", fields }] };
}
