/** PostgreSQL's own parser as WebAssembly (0.1 s to load, so this module is imported when there is something to parse). */
import { hasSqlDetails, loadModule, parseSync } from "libpg-query";
import { newerSyntax } from "./newer-syntax";

export interface SqlProblem {
  message: string;
  /** Where in the text; absent when PostgreSQL does not say. */
  index?: number;
}

/** What is wrong with the statements of a text; undefined when nothing is. */
export type SqlParser = (text: string) => SqlProblem | undefined;

export async function loadSqlParser(): Promise<SqlParser> {
  await loadModule();
  return problemIn;
}

function problemIn(text: string): SqlProblem | undefined {
  // The package takes no empty text; to PostgreSQL it is no statement at all.
  if (text === "") return undefined;
  try {
    const newer = newerSyntax(parseSync(text));
    return newer === undefined ? undefined : { message: `syntax error: ${newer} is newer than PostgreSQL 17` };
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const at = error.sqlDetails?.cursorPosition ?? -1;
    return { message: error.message, ...(at < 0 ? {} : { index: Array.from(text).slice(0, at).join("").length }) };
  }
}
