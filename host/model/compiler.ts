/**
 * Everything of the TypeScript compiler that the model uses: its parser and its syntax tree, never its checker, because the
 * types of an Encore application follow rules of their own (types/). The only file that knows which compiler it is.
 */
import ts from "ts6";

export { ts };

/** Parses one file. Never throws: what is wrong stands in `syntaxErrors`. */
export function parseSource(file: string, text: string): ts.SourceFile {
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, text, { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, true, kind);
}

export interface SyntaxError {
  offset: number;
  message: string;
}

/** What the parser could not read, first error first. */
export function syntaxErrors(file: ts.SourceFile): SyntaxError[] {
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: { start: number; messageText: string | { messageText: string } }[] };
  return parseDiagnostics.map((d) => ({ offset: d.start, message: typeof d.messageText === "string" ? d.messageText : d.messageText.messageText }));
}
