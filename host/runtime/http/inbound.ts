import type { IncomingMessage } from "node:http";
import type { RequestParts } from "../../schema/wire";
import { type Trace, traceparent } from "../trace";

export type HandlerHeaders = Record<string, string | string[]>;

/** A request from outside, taken apart. What is not asked for is not assembled. */
export class Inbound implements RequestParts {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly pathname: string;
  readonly query: string;
  path: Readonly<Record<string, string>> = {};
  body: Buffer | null = null;
  readonly #message: IncomingMessage;
  readonly #added: readonly [name: string, value: string][];
  #headers: Map<string, string[]> | undefined;

  /** `added`: headers that a WebSocket client gave in its subprotocol; a header of the request goes before them. */
  constructor(message: IncomingMessage, added: readonly [name: string, value: string][] = []) {
    this.#message = message;
    this.#added = added;
    this.method = message.method ?? "GET";
    this.target = withoutFragment(message.url ?? "/");
    const mark = this.target.indexOf("?");
    this.pathname = mark < 0 ? this.target : this.target.slice(0, mark);
    this.query = mark < 0 ? "" : this.target.slice(mark + 1);
  }

  get headers(): ReadonlyMap<string, readonly string[]> {
    if (this.#headers) return this.#headers;
    const headers = new Map<string, string[]>();
    const raw = this.#message.rawHeaders;
    for (let i = 0; i < raw.length; i += 2) append(headers, raw[i]!.toLowerCase(), raw[i + 1]!);
    for (const [name, value] of this.#added) append(headers, name, value);
    return (this.#headers = headers);
  }

  /** The headers as `currentRequest()` and raw handlers see them behind the gateway (facts 6). */
  handlerHeaders(trace: Trace): HandlerHeaders {
    const seen: HandlerHeaders = {};
    for (const [name, values] of this.headers) {
      if (!name.startsWith("x-encore-meta") && name !== "__proto__")
        seen[name] = values.length === 1 ? values[0]! : [...values];
    }
    const peer = this.#message.socket.remoteAddress ?? "127.0.0.1";
    const before = this.headers.get("x-forwarded-for");
    seen["x-forwarded-for"] = before ? `${before.join(", ")}, ${peer}` : peer;
    const host = this.headers.get("host")?.[0];
    if (host !== undefined) seen["x-forwarded-host"] = host;
    seen["x-forwarded-proto"] = "http";
    seen["host"] = "127.0.0.1";
    seen["traceparent"] = traceparent(trace);
    seen["tracestate"] = "";
    return seen;
  }
}

/** A browser sends none; of the others it is not for us. */
function withoutFragment(target: string): string {
  const mark = target.indexOf("#");
  return mark < 0 ? target : target.slice(0, mark);
}

function append(headers: Map<string, string[]>, name: string, value: string): void {
  const values = headers.get(name);
  if (values) values.push(value);
  else headers.set(name, [value]);
}
