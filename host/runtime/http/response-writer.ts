import { type ServerResponse, validateHeaderName, validateHeaderValue } from "node:http";
import { internalError } from "../../schema/thrown-error";
import type { Refusal } from "../../schema/refusal";
import { mayHaveBody } from "./answer";
import { Pace } from "./pace";

type Callback = (error?: Error | null) => void;
type HeaderValue = string | number | readonly string[];
export type RawHeaders = readonly string[] | Record<string, HeaderValue>;

export interface ResponseWriterParams {
  /** Flat list of headers of every answer. */
  extra: readonly string[];
  /** Answers with an error in place of the handler. */
  refuse: (refusal: Refusal) => void;
  /** A 304 loses its content type, as under `encore run`. */
  withoutTypeOf304: boolean;
}

/**
 * The answer of a raw endpoint (facts 3.6): the head waits for the first bytes of the body, so that a throw in between still
 * becomes a JSON error. `callback` comes when the bytes went on to the connection, which is the handler's back-pressure; once the
 * client has left, at once.
 */
export class ResponseWriter {
  readonly #response: ServerResponse;
  readonly #extra: readonly string[];
  readonly #refuse: (refusal: Refusal) => void;
  #head: { status: number; headers: string[] } = { status: 200, headers: [] };
  #ended = false;
  readonly #pace = new Pace();
  readonly #withoutTypeOf304: boolean;
  /** Bytes still allowed by the handler's own content-length. */
  #left: number | undefined;

  constructor(response: ServerResponse, params: ResponseWriterParams) {
    this.#response = response;
    this.#extra = params.extra;
    this.#refuse = params.refuse;
    this.#withoutTypeOf304 = params.withoutTypeOf304;
    abandoned.register(this, giveUp(response, params.refuse));
  }

  writeHead(status: number, headers: RawHeaders): void {
    if (this.#isOver() || this.#response.headersSent) return;
    if (status >= 100 && status < 200 && status !== 101) return this.#failInformational();
    try {
      let flat = flatten(headers);
      if (status === 304 && this.#withoutTypeOf304) flat = without("content-type", flat);
      this.#head = { status, headers: flat };
      this.#left = contentLength(flat);
    } catch {
      this.#ended = true;
      this.#refuse(internalError("failed to parse header value"));
    }
  }

  writeBody(chunk: Buffer, callback?: Callback): void {
    if (this.#isOver()) return acknowledge(callback);
    this.#sendHead();
    this.#response.write(this.#within(chunk), () => this.#pace.after(chunk.length, callback));
  }

  writeBodyMulti(chunks: Buffer[], callback?: Callback): void {
    this.writeBody(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), callback);
  }

  close(chunk?: Buffer | null, callback?: Callback): void {
    if (this.#isOver()) return acknowledge(callback);
    this.#ended = true;
    if (!this.#response.headersSent && !chunk && this.#left === undefined && mayHaveBody(this.#head.status)) {
      this.#head.headers.push("content-length", "0");
      this.#left = 0;
    }
    this.#sendHead();
    if (chunk) this.#response.write(this.#within(chunk));
    const isShort = this.#left !== undefined && this.#left > 0 && this.#response.req.method !== "HEAD";
    if (!isShort) return void this.#response.end(() => callback?.());
    this.#cut();
    acknowledge(callback);
  }

  /** The handler threw: an answer that has not begun becomes the error, one that has is cut, so that nobody takes it for complete. */
  fail(refusal: Refusal): void {
    if (this.#isOver()) return;
    this.#ended = true;
    if (this.#response.headersSent) this.#cut();
    else this.#refuse(refusal);
  }

  /** Nobody takes such a status for an answer, and the gateway of the genuine runtime neither. */
  #failInformational(): void {
    this.#ended = true;
    this.#response.writeHead(500, [...this.#extra, "content-length", "0"]);
    this.#response.end();
  }

  #isOver(): boolean {
    return this.#ended || this.#response.destroyed;
  }

  #sendHead(): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(this.#head.status, [...this.#extra, ...this.#head.headers]);
  }

  #within(chunk: Buffer): Buffer {
    if (this.#left === undefined) return chunk;
    const part = chunk.length > this.#left ? chunk.subarray(0, this.#left) : chunk;
    this.#left -= part.length;
    return part;
  }

  /** Ends the connection once what was written has left. */
  #cut(): void {
    this.#response.socket?.destroySoon();
  }
}

/** A handler that let go of its answer will never end it; the genuine runtime says so once the writer is collected (facts 3.6). */
const abandoned = new FinalizationRegistry<() => void>((end) => end());

function giveUp(response: ServerResponse, refuse: (refusal: Refusal) => void): () => void {
  return () => {
    if (response.writableEnded || response.destroyed) return;
    if (response.headersSent) response.end();
    else refuse(internalError("handler did not respond"));
  };
}

function acknowledge(callback: Callback | undefined): void {
  if (callback) setImmediate(callback);
}

/** Flat names and values; text beyond ASCII as the bytes of its UTF-8. Throws when HTTP cannot carry one of them. */
function flatten(headers: RawHeaders): string[] {
  const flat: string[] = [];
  const add = (name: string, value: string | number): void => {
    const bytes = Buffer.from(String(value), "utf8").toString("latin1");
    validateHeaderName(name);
    validateHeaderValue(name, bytes);
    flat.push(name, bytes);
  };
  if (isFlat(headers)) {
    for (let i = 0; i + 1 < headers.length; i += 2) add(headers[i]!, headers[i + 1]!);
    return flat;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string" || typeof value === "number") add(name, value);
    else for (const one of value) add(name, one);
  }
  return flat;
}

function isFlat(headers: RawHeaders): headers is readonly string[] {
  return Array.isArray(headers);
}

function without(name: string, flat: string[]): string[] {
  return flat.filter((_, i) => flat[i - (i % 2)]!.toLowerCase() !== name);
}

function contentLength(flat: string[]): number | undefined {
  for (let i = 0; i < flat.length; i += 2) {
    if (flat[i]!.toLowerCase() === "content-length") return Number(flat[i + 1]);
  }
  return undefined;
}
