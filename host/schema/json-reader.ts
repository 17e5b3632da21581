import { isUtf8 } from "node:buffer";
import { fraction, type Num, wholeNumber } from "./num";

/**
 * A complaint about JSON. `path` leads to the value, undefined at the top; `text` ends with line and column where those are known.
 */
export class JsonError extends Error {
  readonly path: string | undefined;
  /** Not placed yet: the enclosing value gives its own end as the place. */
  readonly placed: boolean;

  constructor(text: string, path: string | undefined, placed: boolean) {
    super(text);
    this.path = path;
    this.placed = placed;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MAX_DEPTH = 127;
const WORDS: Record<number, [rest: string, value: boolean | null]> = {
  0x74: ["rue", true],
  0x66: ["alse", false],
  0x6e: ["ull", null],
};

/**
 * Reads JSON bytes value by value and complains in the words and with the places of the genuine decoder (serde_json). It is the
 * reference for what is accepted: the quick way over JSON.parse falls back to it whenever it is not sure.
 */
export class JsonReader {
  readonly bytes: Buffer;
  at = 0;
  private depth = 0;
  private path: string | undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The next byte after white space, not taken; -1 at the end. */
  peek(): number {
    for (; this.at < this.bytes.length; this.at++) {
      const c = this.bytes[this.at] as number;
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return c;
    }
    return -1;
  }

  /** A complaint at the last byte taken, or (peeked) at the one that is looked at. */
  error(text: string, peeked = false): JsonError {
    const end = peeked ? Math.min(this.at + 1, this.bytes.length) : this.at;
    let line = 1;
    let start = 0;
    for (let i = this.bytes.indexOf(0x0a); i >= 0 && i < end; i = this.bytes.indexOf(0x0a, i + 1)) {
      line++;
      start = i + 1;
    }
    return new JsonError(`${text} at line ${line} column ${end - start}`, this.path, true);
  }

  /** A complaint about the value that is being read; it gets its place from `placed`. */
  complaint(text: string): JsonError {
    return new JsonError(text, this.path, false);
  }

  /** Runs with the path one step longer. */
  within<T>(step: string | number, read: () => T): T {
    const outer = this.path;
    if (typeof step === "number") this.path = `${outer ?? ""}[${step}]`;
    else this.path = outer === undefined ? step : `${outer}.${step}`;
    try {
      return read();
    } finally {
      this.path = outer;
    }
  }

  /** Gives an unplaced complaint the present place, keeping its path. */
  placed(error: unknown): unknown {
    if (!(error instanceof JsonError) || error.placed) return error;
    return new JsonError(this.error(error.message).message, error.path, true);
  }

  /** Reads a number, string, true, false or null. Call it only when `peek` saw none of `[` and `{`. */
  scalar(): string | number | boolean | null | Num {
    const c = this.peek();
    if (c === QUOTE) return this.string();
    const word = WORDS[c];
    if (word !== undefined) {
      this.at++;
      this.word(word[0]);
      return word[1];
    }
    if (c === 0x2d || (c >= 0x30 && c <= 0x39)) return this.number();
    throw this.error(c < 0 ? "EOF while parsing a value" : "expected value", true);
  }

  /** Reads an object; `member` must take the value of the key it is given. */
  object(member: (key: string) => void): void {
    this.enter();
    for (let first = true; ; first = false) {
      const key = this.key(first);
      if (key === undefined) break;
      member(key);
    }
  }

  /** Takes the closing brace, after a complaint too, so that the place of the complaint is behind it where it is there. */
  endObject(): void {
    this.depth--;
    const c = this.peek();
    if (c === 0x7d) this.at++;
    else
      throw this.error(
        c === 0x2c ? "trailing comma" : c < 0 ? "EOF while parsing an object" : "trailing characters",
        true,
      );
  }

  /** Reads an array; `item` must take one value. */
  array(item: (index: number) => void): void {
    this.enter();
    for (let index = 0; this.hasNext(index === 0); index++) this.within(index, () => item(index));
  }

  /** As endObject, for arrays. */
  endArray(): void {
    this.depth--;
    const c = this.peek();
    if (c === 0x5d) {
      this.at++;
      return;
    }
    if (c !== 0x2c) throw this.error(c < 0 ? "EOF while parsing a list" : "trailing characters", true);
    this.at++;
    throw this.error(this.peek() === 0x5d ? "trailing comma" : "trailing characters", true);
  }

  /** Reads up to and over the colon. */
  colon(): void {
    const c = this.peek();
    if (c !== 0x3a) throw this.error(c < 0 ? "EOF while parsing an object" : "expected `:`", true);
    this.at++;
  }

  /** Takes the opening bracket of a container. */
  enter(): void {
    if (this.depth === MAX_DEPTH) throw this.error("recursion limit exceeded", true);
    this.depth++;
    this.at++;
  }

  /** What goes wrong before a key is known stands at `?`, which is left out at the top. */
  private key(first: boolean): string | undefined {
    return this.path === undefined ? this.nextKey(first) : this.within("?", () => this.nextKey(first));
  }

  private nextKey(first: boolean): string | undefined {
    let c = this.peek();
    if (c === 0x7d) return undefined;
    if (!first) {
      if (c !== 0x2c) throw this.error(c < 0 ? "EOF while parsing an object" : "expected `,` or `}`", true);
      this.at++;
      c = this.peek();
      if (c === 0x7d) throw this.error("trailing comma", true);
    }
    if (c === QUOTE) return this.string();
    throw this.error(
      c >= 0 ? "key must be a string" : first ? "EOF while parsing an object" : "EOF while parsing a value",
      true,
    );
  }

  private hasNext(first: boolean): boolean {
    const c = this.peek();
    if (c < 0) throw this.error("EOF while parsing a list", true);
    if (c === 0x5d) return false;
    if (first) return true;
    if (c !== 0x2c) throw this.error("expected `,` or `]`", true);
    this.at++;
    const next = this.peek();
    if (next === 0x5d) throw this.error("trailing comma", true);
    if (next < 0) throw this.error("EOF while parsing a value", true);
    return true;
  }

  private word(rest: string): void {
    for (let i = 0; i < rest.length; i++) {
      if (this.at === this.bytes.length) throw this.error("EOF while parsing a value");
      if (this.bytes[this.at++] !== rest.charCodeAt(i)) throw this.error("expected ident");
    }
  }

  /** The digits that follow, taken. */
  private digits(): string {
    const start = this.at;
    while (isDigit(this.bytes[this.at])) this.at++;
    return this.bytes.toString("latin1", start, this.at);
  }

  private number(): number | Num {
    const start = this.at;
    const negative = this.bytes[start] === 0x2d;
    if (negative) this.at++;
    const whole = this.digits();
    if (whole === "") {
      if (this.at === this.bytes.length) throw this.error("EOF while parsing a value");
      this.at++;
      throw this.error("invalid number");
    }
    if (whole.length > 1 && whole.startsWith("0")) {
      this.at = start + (negative ? 2 : 1);
      throw this.error("invalid number", true);
    }
    const isWhole = !this.fractionAndExponent();
    const text = this.bytes.toString("latin1", start, this.at);
    const value = Number(text);
    if (!Number.isFinite(value)) {
      this.at -= digitsBehindOverflow(text);
      throw this.error("number out of range");
    }
    return isWhole ? wholeNumber(whole, negative) : fraction(value);
  }

  private fractionAndExponent(): boolean {
    const start = this.at;
    if (this.bytes[this.at] === 0x2e) {
      this.at++;
      if (this.digits() === "")
        throw this.error(this.at < this.bytes.length ? "invalid number" : "EOF while parsing a value", true);
    }
    const e = this.bytes[this.at];
    if (e === 0x65 || e === 0x45) {
      this.at++;
      const sign = this.bytes[this.at];
      if (sign === 0x2b || sign === 0x2d) this.at++;
      if (this.digits() === "") {
        if (this.at === this.bytes.length) throw this.error("EOF while parsing a value");
        this.at++;
        throw this.error("invalid number");
      }
    }
    return this.at > start;
  }

  private string(): string {
    const open = ++this.at;
    let text = "";
    let start = open;
    for (;;) {
      const c = this.bytes[this.at];
      if (c === undefined) throw this.error("EOF while parsing a string");
      if (c === QUOTE || c === BACKSLASH) {
        const piece = this.bytes.subarray(start, this.at);
        this.at++;
        text += piece.toString("utf8");
        if (c === QUOTE) {
          if (!isUtf8(this.bytes.subarray(open, this.at))) throw this.error("invalid unicode code point");
          return text;
        }
        text += this.escape();
        start = this.at;
      } else if (c < 0x20) {
        this.at++;
        throw this.error("control character (\\u0000-\\u001F) found while parsing a string");
      } else {
        this.at++;
      }
    }
  }

  private escape(): string {
    const c = this.bytes[this.at++];
    if (c === undefined) {
      this.at = this.bytes.length;
      throw this.error("EOF while parsing a string");
    }
    if (c === 0x75) return this.unicode();
    const plain = ESCAPES[String.fromCharCode(c)];
    if (plain === undefined) throw this.error("invalid escape");
    return plain;
  }

  private unicode(): string {
    const high = this.hex();
    if (high >= 0xdc00 && high <= 0xdfff) throw this.error("lone leading surrogate in hex escape");
    if (high < 0xd800 || high > 0xdbff) return String.fromCharCode(high);
    for (const expected of [BACKSLASH, 0x75]) {
      if (this.at === this.bytes.length) throw this.error("EOF while parsing a string");
      if (this.bytes[this.at++] !== expected) throw this.error("unexpected end of hex escape");
    }
    const low = this.hex();
    if (low < 0xdc00 || low > 0xdfff) throw this.error("lone leading surrogate in hex escape");
    return String.fromCharCode(high, low);
  }

  private hex(): number {
    if (this.at + 4 > this.bytes.length) {
      this.at = this.bytes.length;
      throw this.error("EOF while parsing a string");
    }
    const text = this.bytes.toString("latin1", this.at, this.at + 4);
    this.at += 4;
    if (!/^[0-9a-fA-F]{4}$/.test(text)) throw this.error("invalid escape");
    return Number.parseInt(text, 16);
  }
}

/** An exponent beyond 32 bits is not read to its end. */
function digitsBehindOverflow(text: string): number {
  const exponent = /[eE]\+?(\d+)$/.exec(text)?.[1] ?? "";
  for (let read = 1; read < exponent.length; read++)
    if (Number(exponent.slice(0, read)) > 0x7fffffff) return exponent.length - read;
  return 0;
}

const ESCAPES: Record<string, string> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function isDigit(c: number | undefined): boolean {
  return c !== undefined && c >= 0x30 && c <= 0x39;
}
