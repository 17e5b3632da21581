import { Num } from "./num";

/** A string in the quotes of an error message: as Rust's `{:?}` shows it. */
export function quoted(text: string): string {
  let out = "";
  for (const c of text) out += escapeOf(c);
  return `"${out}"`;
}

const NAMED: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };
/** Control, format, unassigned, private, separators other than the space, and marks at the start of a cluster. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

function escapeOf(c: string): string {
  const named = NAMED[c];
  if (named !== undefined) return named;
  return INVISIBLE.test(c) ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}` : c;
}

/** `a`, `a or b`, `a, b, or c`. */
export function alternatives(texts: readonly string[]): string {
  if (texts.length < 3) return texts.join(" or ");
  return `${texts.slice(0, -1).join(", ")}, or ${texts[texts.length - 1]}`;
}

/** `` `a` ``, `` `a` and `b` ``, `` `a`, `b`, and `c` ``. */
export function nameList(names: readonly string[]): string {
  const marked = names.map((n) => `\`${n}\``);
  if (marked.length < 3) return marked.join(" and ");
  return `${marked.slice(0, -1).join(", ")}, and ${marked[marked.length - 1]}`;
}

/** A single JSON value in the words of a complaint. */
export function shown(raw: string | number | boolean | null | Num): string {
  if (raw === null) return "Option value";
  if (typeof raw === "boolean") return `boolean \`${raw}\``;
  if (typeof raw === "string") return `string ${quoted(raw)}`;
  const float = raw instanceof Num ? raw.float : !Number.isInteger(raw);
  return `${float ? "floating point" : "integer"} \`${String(raw)}\``;
}
