/** A file of secrets that cannot be read; the message begins with its line. */
export class CueError extends Error {
  override name = "CueError";
}

const GAP = /(?:\s|,|\/\/[^\n]*)*/y;
const LABEL = /(?:"((?:[^"\\\n]|\\.)*)"|([\p{L}_$][\p{L}\p{N}_$]*))[ \t]*:\s*/uy;
const PACKAGE = /package[ \t]+\w+/y;
const ESCAPES: Record<string, string> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "/": "/",
  "\\": "\\",
  '"': '"',
};

/**
 * The fields of a CUE file that holds nothing but strings: `Name: "value"`, multi-line strings in `"""`, raw strings in `#"…"#`,
 * comments. Throws CueError for anything else.
 */
export function cueStrings(source: string): Record<string, string> {
  const text = source.replaceAll("\r\n", "\n");
  const fields = new Map<string, string>();
  let at = skip(text, PACKAGE, skip(text, GAP, 0));
  while ((at = skip(text, GAP, at)) < text.length) {
    LABEL.lastIndex = at;
    const label = LABEL.exec(text);
    if (label === null) throw fault(text, at, 'expected Name: "value"');
    const name = label[2] ?? unescape(text, at, label[1]!, "");
    const value = readString(text, LABEL.lastIndex);
    if ((fields.get(name) ?? value.content) !== value.content) throw fault(text, at, `${name} has two values`);
    fields.set(name, value.content);
    at = value.end;
    if (!/^[ \t]*(?:[,\n]|\/\/|$)/.test(text.slice(at, at + 1000)))
      throw fault(text, at, "expected the end of the line after the value");
  }
  return Object.fromEntries(fields);
}

/** The string that begins here, and where it ends. */
function readString(text: string, start: number): { content: string; end: number } {
  const [opening, hashes, quotes] = /^(#*)("""\n|")/.exec(text.slice(start, start + 100)) ?? [];
  if (opening === undefined || hashes === undefined) throw fault(text, start, "expected a string in quotes");
  const isBlock = quotes !== '"';
  const closing = (isBlock ? '"""' : '"') + hashes;
  const from = start + opening.length;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(closing, at)) {
      const raw = text.slice(from, at);
      const content = unescape(text, start, isBlock ? unindented(text, start, raw) : raw, hashes);
      return { content, end: at + closing.length };
    }
    if (text.startsWith(`\\${hashes}`, at)) at += hashes.length + 1;
    else if (!isBlock && text[at] === "\n") break;
  }
  throw fault(text, start, "the string has no end");
}

/** A block without the indentation of its closing quotes, and without the line break in front of them. */
function unindented(text: string, start: number, raw: string): string {
  const lines = raw.split("\n");
  const indent = lines.pop()!;
  if (/\S/.test(indent)) throw fault(text, start, 'the closing """ must stand on a line of its own');
  return lines
    .map((line) => {
      if (line === "") return line;
      if (!line.startsWith(indent)) throw fault(text, start, 'a line begins further left than the closing """');
      return line.slice(indent.length);
    })
    .join("\n");
}

function unescape(text: string, start: number, raw: string, hashes: string): string {
  const escape = new RegExp(`\\\\${hashes}(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\\s\\S]))`, "g");
  return raw.replace(escape, (_, short?: string, long?: string, char = "") => {
    const code = short ?? long;
    const found = code === undefined ? ESCAPES[char as string] : codePoint(parseInt(code, 16));
    if (found === undefined) throw fault(text, start, `the escape \\${code ?? (char as string)} is not supported`);
    return found;
  });
}

function codePoint(code: number): string | undefined {
  return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

function skip(text: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function fault(text: string, at: number, message: string): CueError {
  return new CueError(`${text.slice(0, at).split("\n").length}: ${message}`);
}
