import { ts, type TS } from "../compiler";

/**
 * The comment right above a node, without comment signs: one block comment, or the line comments that follow each other.
 * A blank line between comment and node parts them. What begins further to the right takes the comment of what begins its line, if
 * that is not indented: this is where the genuine parser looks.
 */
export function docOf(node: TS.Node): string | undefined {
  const file = node.getSourceFile();
  const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
  const start = tokenStart(node);
  const own = start === node.getStart(file, false) ? commentsBefore(node, file) : [];
  const comments = own.length > 0 ? own : commentsAtLine(node, file);
  let below = lineOf(start);
  const attached: string[] = [];
  for (const comment of comments.toReversed()) {
    const isBlock = comment.kind === ts.SyntaxKind.MultiLineCommentTrivia;
    if (below - lineOf(comment.end) > 1 || (isBlock && attached.length > 0)) break;
    attached.unshift(file.text.slice(comment.pos, comment.end));
    below = lineOf(comment.pos);
    if (isBlock) break;
  }
  const text = attached.map(bare).join("\n").trim();
  return text === "" ? undefined : text;
}

/** Without `export` and the like. */
function tokenStart(node: TS.Node): number {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  const last = modifiers?.at(-1);
  const file = node.getSourceFile();
  return last === undefined
    ? node.getStart(file, false)
    : last.end + (/^\s*/.exec(file.text.slice(last.end))?.[0].length ?? 0);
}

function commentsBefore(node: TS.Node, { text }: TS.SourceFile): TS.CommentRange[] {
  const from = node.getFullStart();
  const above = ts.getLeadingCommentRanges(text, from) ?? [];
  if (above.length > 0) return above;
  const start = node.getStart(undefined, false);
  return (ts.getTrailingCommentRanges(text, from) ?? []).filter(({ end }) => !text.slice(end, start).includes("\n"));
}

/** The comments above what stands at the very beginning of a node's line. */
function commentsAtLine(node: TS.Node, file: TS.SourceFile): TS.CommentRange[] {
  const lineStart = file.getLineStarts()[file.getLineAndCharacterOfPosition(tokenStart(node)).line];
  for (let at: TS.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (at.getStart(file, false) === lineStart) return commentsBefore(at, file);
  }
  return [];
}

function bare(comment: string): string {
  if (comment.startsWith("//")) return comment.slice(2).trim();
  const isDoc = comment.startsWith("/**");
  const lines = comment.slice(isDoc ? 3 : 2, -2).split("\n");
  return lines
    .map((line) =>
      isDoc
        ? line
            .trim()
            .replace(/^\*\s?/, "")
            .trim()
        : line.trim(),
    )
    .join("\n");
}
