import type { StatementResult } from "./run-sql";

const numbers = new Set([20, 21, 23, 26, 700, 701, 1700]);
const [booleanType, json, jsonb] = [16, 114, 3802];

/** As psql shows it: a table, or the command with its count. */
export function asTable({ command, count, columns, rows }: StatementResult): string {
  if (columns.length === 0) return [command, count].filter((part) => part !== null).join(" ");
  const cells = rows.map((row) => row.map((value) => value?.replaceAll("\n", "↵") ?? ""));
  const widths = columns.map(({ name }, i) => Math.max(name.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (values: string[], isRow: boolean) =>
    values
      .map((value, i) =>
        isRow && numbers.has(columns[i]?.dataTypeID ?? 0)
          ? value.padStart(widths[i] ?? 0)
          : value.padEnd(widths[i] ?? 0),
      )
      .join(" | ")
      .trimEnd();
  const names = columns.map((column) => column.name);
  const rule = widths.map((width) => "-".repeat(width)).join("-+-");
  return [
    line(names, false),
    rule,
    ...cells.map((row) => line(row, true)),
    `(${rows.length} ${rows.length === 1 ? "row" : "rows"})`,
  ].join("\n");
}

/** One line of JSON: the rows as objects, or `{command, count}`. Numbers that JSON holds exactly are numbers; other values are text. */
export function asJson({ command, count, columns, rows }: StatementResult): string {
  if (columns.length === 0) return JSON.stringify({ command, count });
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(row.map((value, i) => [columns[i]?.name, jsonValue(value, columns[i]?.dataTypeID)])),
    ),
  );
}

function jsonValue(text: string | null, type: number | undefined): unknown {
  if (text === null) return null;
  if (type === booleanType) return text === "t";
  if (type === json || type === jsonb) return JSON.parse(text);
  return type !== undefined && numbers.has(type) && String(Number(text)) === text && Number.isFinite(Number(text))
    ? Number(text)
    : text;
}
