import type { DatabaseError } from "pg";

/** An error of PostgreSQL as psql shows it, with the place in the statement, and its SQLSTATE. */
export function explainError(error: DatabaseError, sql: string): string {
  const { severity = "ERROR", message, code, detail, hint, where } = error;
  return [
    `${severity}:  ${message}${code === undefined ? "" : ` (SQLSTATE ${code})`}`,
    ...placeOf(error, sql),
    ...(detail === undefined ? [] : [`DETAIL:  ${detail}`]),
    ...(hint === undefined ? [] : [`HINT:  ${hint}`]),
    ...(code === readOnly ? ["HINT:  Without --write nothing is changed."] : []),
    ...(where === undefined ? [] : [`CONTEXT:  ${where}`]),
  ].join("\n");
}

const readOnly = "25006";

/** PostgreSQL counts characters from 1. */
function placeOf({ position }: DatabaseError, sql: string): string[] {
  if (position === undefined) return [];
  const before = Array.from(sql)
    .slice(0, Number(position) - 1)
    .join("")
    .split("\n");
  const label = `LINE ${before.length}: `;
  const line = sql.split("\n")[before.length - 1] ?? "";
  return [label + line, `${" ".repeat(label.length + (before.at(-1)?.length ?? 0))}^`];
}
