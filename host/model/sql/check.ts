import { createHash } from "node:crypto";
import { type Diagnostics, positionAt, SourceError } from "../diagnostics";
import type { SqlParser } from "./grammar";
import type { StaticSql } from "./static-sql";

/**
 * Reports the SQL that PostgreSQL cannot parse. `accepted` holds digests of texts that are known to parse, and afterwards those of
 * the given ones that do; the parser is loaded only when there is a text that is not among them.
 */
export async function checkSql(queries: StaticSql[], accepted: Set<string>, diagnostics: Diagnostics): Promise<void> {
  let parser: SqlParser | undefined;
  const keys = new Set(queries.map(({ text }) => digest(text)));
  for (const key of accepted) if (!keys.has(key)) accepted.delete(key);
  for (const query of queries) {
    const key = digest(query.text);
    if (accepted.has(key)) continue;
    parser ??= await (await import("./grammar")).loadSqlParser();
    const problem = parser(query.text);
    if (problem === undefined) accepted.add(key);
    else diagnostics.add(refusal(query, problem));
  }
}

/** At the start of the query, where Encore says it; the help leads to the very place. */
function refusal(query: StaticSql, { message, index }: NonNullable<ReturnType<SqlParser>>): SourceError {
  const file = query.node.getSourceFile();
  const offset = index === undefined ? undefined : query.offsetOf(index);
  const place = offset === undefined ? undefined : positionAt(file, offset);
  const line = query.text.slice(0, index).split("\n").length - 1;
  const where = place === undefined ? "" : `${place.file}:${place.line}:${place.column}: `;
  return new SourceError(
    positionAt(file, query.node.getStart()),
    `invalid database query: ${message}`,
    `${where}${query.text.split("\n")[line]?.trim() ?? ""}\n  Allowed is what PostgreSQL 17 parses; a placeholder stands for a value, never for a name.`,
  );
}

function digest(text: string): string {
  return createHash("sha1").update(text).digest("base64");
}
