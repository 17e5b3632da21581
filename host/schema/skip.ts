import type { JsonReader } from "./json-reader";

/**
 * Takes a value nobody looks at: unknown fields. Looser than reading it, as in the genuine decoder: any depth, any bytes in
 * strings, numbers of any size.
 */
export function skip(reader: JsonReader): void {
  /** Open containers, by their closing byte. */
  const open: number[] = [];
  for (;;) {
    const c = reader.peek();
    if (c === 0x5b || c === 0x7b) {
      reader.at++;
      const end = c + 2;
      const first = reader.peek();
      if (first === end) reader.at++;
      else if (first < 0 && end === 0x5d) throw reader.error("EOF while parsing a list", true);
      else {
        open.push(end);
        if (end === 0x7d) key(reader);
        continue;
      }
    } else scalar(reader, c);
    if (!next(reader, open)) return;
  }
}

/** Goes to the next value inside the open containers, closing those that end here. */
function next(reader: JsonReader, open: number[]): boolean {
  for (;;) {
    const end = open[open.length - 1];
    if (end === undefined) return false;
    const c = reader.peek();
    if (c === 0x2c) {
      reader.at++;
      if (end === 0x7d) key(reader);
      return true;
    }
    if (c !== end) {
      const what = end === 0x5d ? "a list" : "an object";
      throw reader.error(
        c < 0 ? `EOF while parsing ${what}` : `expected \`,\` or \`${String.fromCharCode(end)}\``,
        true,
      );
    }
    reader.at++;
    open.pop();
  }
}

function key(reader: JsonReader): void {
  const c = reader.peek();
  if (c !== 0x22) throw reader.error(c < 0 ? "EOF while parsing an object" : "key must be a string", true);
  string(reader);
  reader.colon();
}

function scalar(reader: JsonReader, c: number): void {
  if (c === 0x22) string(reader);
  else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) number(reader);
  else reader.scalar();
}

/** `"`, `\\`, `/`, b, f, n, r, t */
const SIMPLE_ESCAPES = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);

function string(reader: JsonReader): void {
  const { bytes } = reader;
  reader.at++;
  for (;;) {
    const c = bytes[reader.at];
    if (c === undefined) throw reader.error("EOF while parsing a string");
    if (c < 0x20) throw reader.error("control character (\\u0000-\\u001F) found while parsing a string");
    reader.at++;
    if (c === 0x22) return;
    if (c !== 0x5c) continue;
    const escaped = bytes[reader.at];
    if (escaped === undefined) throw reader.error("EOF while parsing a string");
    reader.at++;
    if (escaped === 0x75) hex(reader);
    else if (!SIMPLE_ESCAPES.has(escaped)) throw reader.error("invalid escape");
  }
}

function hex(reader: JsonReader): void {
  const text = reader.bytes.toString("latin1", reader.at, reader.at + 4);
  reader.at += text.length;
  if (text.length < 4) throw reader.error("EOF while parsing a string");
  if (!/^[0-9a-fA-F]{4}$/.test(text)) throw reader.error("invalid escape");
}

/** Its end is no reason of its own, other than where a number is read. */
function number(reader: JsonReader): void {
  const { bytes } = reader;
  if (bytes[reader.at] === 0x2d) reader.at++;
  const first = bytes[reader.at];
  if (first === 0x30) {
    reader.at++;
    if (isDigit(bytes[reader.at])) throw reader.error("invalid number", true);
  } else digits(reader);
  if (bytes[reader.at] === 0x2e) {
    reader.at++;
    if (!isDigit(bytes[reader.at])) throw reader.error("invalid number", true);
    digits(reader);
  }
  const e = bytes[reader.at];
  if (e !== 0x65 && e !== 0x45) return;
  reader.at++;
  const sign = bytes[reader.at];
  if (sign === 0x2b || sign === 0x2d) reader.at++;
  digits(reader);
}

function digits(reader: JsonReader): void {
  const { bytes } = reader;
  if (!isDigit(bytes[reader.at])) {
    if (reader.at < bytes.length) reader.at++;
    throw reader.error("invalid number");
  }
  while (isDigit(bytes[reader.at])) reader.at++;
}

function isDigit(c: number | undefined): boolean {
  return c !== undefined && c >= 0x30 && c <= 0x39;
}
