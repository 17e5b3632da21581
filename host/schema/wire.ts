/**
 * What crosses the wire, taken apart: the shapes between the HTTP server, the calls between services and the codecs.
 */

/** A request after routing. */
export interface RequestParts {
  /** Upper case. It decides whether unmarked fields are in the body or in the query. */
  method: string;
  /** By parameter name, raw, still percent-encoded; a wildcard or fallback that matched nothing is absent. */
  path: Readonly<Record<string, string>>;
  /** Without "?", still percent-encoded; empty when there is none. */
  query: string;
  /** Lower-case name → values in the order of the request. Values as Node gives them: one character per byte. */
  headers: ReadonlyMap<string, readonly string[]>;
  /** null when there is none, or when `EndpointCodec.readsBody` says that nobody looks at it. */
  body: Buffer | null;
}

/** An answer before the protocol adds length, CORS and trace headers. */
export interface AnswerParts {
  status: number;
  /** Lower-case names, in order; `set-cookie` may repeat. Values: one character per byte. */
  headers: [name: string, value: string][];
  body: string | null;
  contentType?: string;
}

/** What a typed handler (or its middleware) hands back. */
export interface HandlerResult {
  payload: unknown;
  /** Set by middleware; replaces a header of the same name that comes from the payload. */
  extraHeaders?: Readonly<Record<string, string | number | readonly string[]>> | undefined;
  /** Set by middleware; goes before the status of the payload. */
  status?: number | undefined;
}

/** A call to another service, ready for the callee's codec. `target` is path and query as the callee's handler sees them. */
export interface CallParts extends RequestParts {
  target: string;
}

/** How values that JavaScript has no type for are built for handlers. */
export interface ValueMakers {
  /** From the canonical decimal text. */
  decimal(text: string): unknown;
}
