/**
 * Everything of the TypeScript compiler that the model uses: its parser and its syntax tree, never its checker, because the
 * types of an Encore application follow rules of their own (types/). The only file that knows which compiler it is.
 */
import { createRequire } from "node:module";
import type TS from "ts6";

/** The types of the syntax tree. */
export type { TS };

/** The compiler. Required, not imported: Node would first read all of it to find the names that it exports (0.4 s). */
export const ts = createRequire(import.meta.url)("ts6") as typeof TS;

/** Parses one file. Never throws: what is wrong stands in `syntaxErrors`. */
export function parseSource(file: string, text: string): TS.SourceFile {
  const kind = file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const options = { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(file, text, options, true, kind);
}

export interface SyntaxError {
  offset: number;
  message: string;
}

/** Encore's parser lets `010` pass. */
const OCTAL_LITERAL = 1121;

/** What the parser could not read, first error first. */
export function syntaxErrors(file: TS.SourceFile): SyntaxError[] {
  const { parseDiagnostics } = file as unknown as {
    parseDiagnostics: { code: number; start: number; messageText: string | { messageText: string } }[];
  };
  return parseDiagnostics
    .filter(({ code }) => code !== OCTAL_LITERAL)
    .map((d) => ({
      offset: d.start,
      message: typeof d.messageText === "string" ? d.messageText : d.messageText.messageText,
    }));
}

/** Not part of the published types: finds the locals of each function and block. */
const binder = ts as unknown as { bindSourceFile(file: TS.SourceFile, options: TS.CompilerOptions): void };

/** Whether a name at `node` is declared between it and the top level of its module: as a parameter, local, type parameter and the like. */
export function isShadowed(node: TS.Identifier): boolean {
  const file = node.getSourceFile();
  // Binds once: a second call finds the file bound.
  binder.bindSourceFile(file, {});
  for (let at: TS.Node = node.parent; !ts.isSourceFile(at); at = at.parent) {
    const { locals } = at as unknown as { locals?: ReadonlyMap<string, unknown> };
    if (locals?.has(node.text) === true) return true;
    if ((ts.isFunctionExpression(at) || ts.isClassExpression(at)) && at.name !== node && at.name?.text === node.text)
      return true;
  }
  return false;
}
