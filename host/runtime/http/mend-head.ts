import { isUtf8 } from "node:buffer";
import { METHODS } from "node:http";

const HEAD_END = "\r\n\r\n";
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (.+) (HTTP\/1\.[01])$/;
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;
/** What the gateway of the genuine runtime escapes in a target: controls, blanks, `"`, `<`, `>` and everything beyond ASCII. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const ESCAPED = /[\x00-\x20"<>\x7f-\xff]/g;

/** Read in place of a method that Node's parser does not know: it knows this one, and no endpoint has it. */
const STAND_IN = "PURGE";

export interface MendedHead {
  bytes: Buffer;
  /** As it was sent, where `bytes` have another one in its place. */
  method?: string;
}

/**
 * Puts right what the gateway of the genuine runtime puts right in a request head, and what Node's parser refuses: characters of
 * the target that a URL cannot have are percent-encoded, a method can have any name, and next to a chunked coding lengths are taken out and the connection is
 * closed behind the answer (RFC 9112, 6.3), so that nobody in front of us can see another end of the body than we do.
 *
 * `bytes` begin with the head and may go on behind it. Undefined when there is nothing to put right, when something else is wrong,
 * or when the head is not complete.
 */
export function mendHead(bytes: Buffer): MendedHead | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [first, ...rest] = bytes.toString("latin1", 0, end).split("\r\n");
  const line = REQUEST_LINE.exec(first!);
  const headers = rest.map((text) => HEADER_LINE.exec(text));
  if (!line || !headers.every((header) => header !== null) || !isUtf8(Buffer.from(line[2]!, "latin1")))
    return undefined;
  const target = line[2]!.replace(ESCAPED, escaped);
  const framed = oneFraming(headers, line[3]!);
  const isKnown = METHODS.includes(line[1]!);
  if (framed === undefined || (isKnown && target === line[2] && framed === headers)) return undefined;
  const head = [
    `${isKnown ? line[1] : STAND_IN} ${target} ${line[3]}`,
    ...framed.map(([, name, value]) => `${name}: ${value}`),
  ];
  const mended = Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), bytes.subarray(end)]);
  return isKnown ? { bytes: mended } : { bytes: mended, method: line[1]! };
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

type Header = readonly string[];

/** The same list when there is one framing already; undefined when it is not clear which one holds. */
function oneFraming(headers: Header[], version: string): Header[] | undefined {
  const codings = valuesOf(headers, "transfer-encoding");
  const lengths = valuesOf(headers, "content-length");
  if (codings.length === 0 || lengths.length === 0) return headers;
  const isPlain = codings.length === 1 && /^chunked$/i.test(codings[0]!) && lengths.every((text) => /^\d+$/.test(text));
  if (!isPlain || version !== "HTTP/1.1") return undefined;
  const kept = headers.filter(([, name]) => !["content-length", "connection"].includes(name!.toLowerCase()));
  return [...kept, ["", "Connection", "close"]];
}

function valuesOf(headers: Header[], name: string): string[] {
  return headers.filter((header) => header[1]!.toLowerCase() === name).map((header) => header[2]!);
}
