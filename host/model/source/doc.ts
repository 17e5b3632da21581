import { ts, type TS } from "../compiler";

/**
 * The comment right above a node, without comment signs: one block comment, or the line comments that follow each other.
 * A blank line between comment and node parts them.
 */
export function docOf(node: TS.Node): string | undefined {
  const owner = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  const file = node.getSourceFile();
  const comments = ts.getLeadingCommentRanges(file.text, owner.getFullStart()) ?? [];
  const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(offset).line;
  let below = lineOf(owner.getStart(file, false));
  const attached: string[] = [];
  for (const comment of [...comments].reverse()) {
    const isBlock = comment.kind === ts.SyntaxKind.MultiLineCommentTrivia;
    if (below - lineOf(comment.end) > 1 || (isBlock && attached.length > 0)) break;
    attached.unshift(file.text.slice(comment.pos, comment.end));
    below = lineOf(comment.pos);
    if (isBlock) break;
  }
  const text = attached.map(bare).join("\n").trim();
  return text === "" ? docOfLine(owner, file) : text;
}

/** What stands later on the first line of a statement has that statement's comment, as in the genuine parser. */
function docOfLine(node: TS.Node, file: TS.SourceFile): string | undefined {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file, false));
  const start = file.getPositionOfLineAndCharacter(line, 0);
  const statement = file.statements.find((s) => s.getStart(file, false) === start);
  return statement === undefined || statement === node ? undefined : docOf(statement);
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
