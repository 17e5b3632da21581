/** SQL that stands in the source as it is sent: what a database is asked by template, and raw queries written as a literal. */
import { ts, type TS } from "../compiler";

export interface StaticSql {
  text: string;
  /** The template or literal. */
  node: TS.TemplateLiteral | TS.StringLiteral;
  /** The place in the source of a place in `text`; undefined where an escape makes the two differ. */
  offsetOf(index: number): number | undefined;
}

const TEMPLATES = new Set(["query", "queryRow", "queryAll", "exec"]);
const RAW = new Set(["rawQuery", "rawQueryRow", "rawQueryAll", "rawExec"]);

/** The SQL of a call or tagged template of a method of a database; undefined when the source does not show it. */
export function staticSql(method: string, node: TS.Node): StaticSql | undefined {
  if (ts.isTaggedTemplateExpression(node)) return TEMPLATES.has(method) ? ofTemplate(node.template) : undefined;
  const [first] = ts.isCallExpression(node) ? node.arguments : [];
  return first !== undefined && RAW.has(method) && ts.isStringLiteral(first) ? ofLiteral(first) : undefined;
}

/** The pieces between placeholders are taken as written, escapes included: Encore checks a template so. */
function ofTemplate(node: TS.TemplateLiteral): StaticSql {
  const pieces = ts.isNoSubstitutionTemplateLiteral(node)
    ? [node]
    : [node.head, ...node.templateSpans.map((s) => s.literal)];
  const starts: { at: number; offset: number; length: number }[] = [];
  let text = "";
  for (const [i, piece] of pieces.entries()) {
    const opens = piece.getStart() + 1;
    const closes = piece.end - (i === pieces.length - 1 ? 1 : 2);
    starts.push({ at: text.length, offset: opens, length: closes - opens });
    text += piece.getSourceFile().text.slice(opens, closes);
    if (i < pieces.length - 1) text += `$${i + 1}`;
  }
  return {
    text,
    node,
    offsetOf(index) {
      const piece = starts.findLast(({ at }) => at <= index);
      return piece === undefined ? undefined : piece.offset + Math.min(index - piece.at, piece.length);
    },
  };
}

function ofLiteral(node: TS.StringLiteral): StaticSql {
  const opens = node.getStart() + 1;
  const isPlain = node.getText().slice(1, -1) === node.text;
  return { text: node.text, node, offsetOf: (index) => (isPlain ? opens + index : undefined) };
}
