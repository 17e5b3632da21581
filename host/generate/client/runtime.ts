/** The parts of the generated client that are the same for every application, as text. Erasable TypeScript for a strict project. */

export const ENVIRONMENTS = (slug: string): string => `/** Where an application answers. */
export type BaseURL = string;

export const Local: BaseURL = "http://localhost:4000";

/** The address of a named cloud environment. */
export function Environment(name: string): BaseURL {
  return \`https://\${name}-${slug}.encr.app\`;
}

/** The address of the preview of a pull request. */
export function PreviewEnv(pr: number | string): BaseURL {
  return Environment(\`pr\${pr}\`);
}
`;

export const CALLING = `/** The built-in fetch, or something like it. */
export type Fetcher = typeof fetch;

type CallParameters = Omit<RequestInit, "method" | "body" | "headers"> & {
  headers?: Record<string, string>;
  query?: Record<string, string | string[]>;
};

type Values = Record<string, unknown>;

const inBrowser = typeof globalThis === "object" && "window" in globalThis;

/** What is undefined does not travel; lists become several values. */
function texts(values: Values): Record<string, string | string[]> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]));
}

function headerTexts(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(texts(values)).map(([key, value]) => [key, Array.isArray(value) ? value.join(", ") : value]));
}

function encodeQuery(query: Record<string, string | string[]> = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value].flat().map((v) => \`\${key}=\${encodeURIComponent(v)}\`));
  return pairs.length === 0 ? "" : \`?\${pairs.join("&")}\`;
}

/** The value of a header that the answer must have. */
function mustBeSet(name: string, value: string | null | undefined): string {
  if (value !== null && value !== undefined) return value;
  throw new APIError(500, { code: ErrCode.DataLoss, message: \`Header \\\`\${name}\\\` was unexpectedly \${value}\` });
}
`;

/** `auth` is what the base client does to find out who is calling. */
export const BASE_CLIENT = (agent: string, auth: string, hasStreams: boolean): string => `class BaseClient {
  private readonly target: BaseURL;
  private readonly options: ClientOptions;

  constructor(target: BaseURL, options: ClientOptions) {
    this.target = target;
    this.options = options;
  }

  /** Calls a typed endpoint. */
  typed(method: string, path: string, params: { query?: Values; headers?: Values; body?: unknown } = {}): Promise<globalThis.Response> {
    return this.raw(method, path, params.body === undefined ? undefined : JSON.stringify(params.body), {
      query: texts(params.query ?? {}),
      headers: { "Content-Type": "application/json", ...headerTexts(params.headers ?? {}) },
    });
  }

  /** Calls a typed endpoint and reads its answer. */
  async json<T>(...call: Parameters<BaseClient["typed"]>): Promise<T> {
    const response = await this.typed(...call);
    return (await response.json()) as T;
  }

  /** Calls a typed endpoint that has no answer. */
  async empty(...call: Parameters<BaseClient["typed"]>): Promise<void> {
    await this.typed(...call);
  }

  /** Calls any endpoint; an answer outside 2xx throws an APIError. */
  async raw(method: string, path: string, body?: RequestInit["body"], options: CallParameters = {}): Promise<globalThis.Response> {
    const { query, headers, ...rest } = options;
    const { requestInit = {}, fetcher = fetch } = this.options;
    const caller = await this.caller();
    const agent: Record<string, string> = inBrowser ? {} : { "User-Agent": ${JSON.stringify(agent)} };
    const init: RequestInit = {
      ...requestInit,
      ...rest,
      method,
      body: body ?? null,
      headers: { ...agent, ...requestInit.headers, ...headers, ...caller.headers },
    };
    const response = await fetcher(this.target + path + encodeQuery({ ...query, ...caller.query }), init);
    if (!response.ok) throw await errorOf(response);
    return response;
  }
${
  hasStreams
    ? `
  /** The address of a stream, and the headers that go into its handshake. */
  async stream(path: string, params: { query?: Values; headers?: Values } = {}): Promise<[url: string, headers: Record<string, string>]> {
    const caller = await this.caller();
    const query = encodeQuery({ ...texts(params.query ?? {}), ...caller.query });
    return [this.target.replace(/^http/, "ws") + path + query, { ...headerTexts(params.headers ?? {}), ...caller.headers }];
  }
`
    : ""
}
  /** Headers and query parameters that say who is calling. */
  private async caller(): Promise<{ headers: Record<string, string>; query: Record<string, string | string[]> }> {
${auth}
  }
}
`;

export const NO_AUTH = `    return { headers: {}, query: {} };`;

export const STREAMS = `class WebSocketConnection {
  readonly ws: WebSocket;
  private waiting: (() => void)[] = [];

  constructor(url: string, headers: Record<string, string>) {
    const encoded = btoa(JSON.stringify(headers)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
    const carries = Object.keys(headers).length > 0;
    this.ws = new WebSocket(url, carries ? ["encore-ws", \`encore.dev.headers.\${encoded}\`] : ["encore-ws"]);
    this.on("error", () => this.changed());
    this.on("close", () => this.changed());
  }

  /** Wakes everybody who waits for a message or the end. */
  changed(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }

  nextChange(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Sends once the socket is open. */
  async send(message: unknown): Promise<void> {
    if (this.ws.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => this.ws.addEventListener("open", resolve, { once: true }));
    }
    this.ws.send(JSON.stringify(message));
  }

  on(type: "error" | "close" | "message" | "open", handler: (event: any) => void): void {
    this.ws.addEventListener(type, handler);
  }

  off(type: "error" | "close" | "message" | "open", handler: (event: any) => void): void {
    this.ws.removeEventListener(type, handler);
  }

  close(): void {
    this.ws.close();
  }
}

/** A stream of messages to the client. */
export class StreamIn<Response> {
  readonly socket: WebSocketConnection;
  private readonly buffer: Response[] = [];

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocketConnection(url, headers);
    this.socket.on("message", (event: MessageEvent<string>) => {
      this.buffer.push(JSON.parse(event.data) as Response);
      this.socket.changed();
    });
  }

  close(): void {
    this.socket.close();
  }

  /** The next message; undefined when the stream has ended. */
  async next(): Promise<Response | undefined> {
    for await (const message of this) return message;
    return undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Response, undefined, void> {
    for (;;) {
      const message = this.buffer.shift();
      if (message !== undefined) yield message;
      else if (this.socket.ws.readyState === WebSocket.CLOSED) return undefined;
      else await this.socket.nextChange();
    }
  }
}

/** A stream of messages in both directions. */
export class StreamInOut<Request, Response> extends StreamIn<Response> {
  send(message: Request): Promise<void> {
    return this.socket.send(message);
  }
}

/** A stream of messages from the client, with one answer at its end. */
export class StreamOut<Request, Response> {
  readonly socket: WebSocketConnection;
  private readonly answer: Promise<Response>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocketConnection(url, headers);
    this.answer = new Promise((resolve) => {
      this.socket.on("message", (event: MessageEvent<string>) => resolve(JSON.parse(event.data) as Response));
    });
  }

  response(): Promise<Response> {
    return this.answer;
  }

  close(): void {
    this.socket.close();
  }

  send(message: Request): Promise<void> {
    return this.socket.send(message);
  }
}
`;

export const ERRORS = `interface APIErrorResponse {
  code: ErrCode;
  message: string;
  details?: any;
}

async function errorOf(response: globalThis.Response): Promise<APIError> {
  const text = await response.text().catch(String);
  let said = text;
  try {
    const body: unknown = JSON.parse(text);
    if (isAPIErrorResponse(body)) return new APIError(response.status, body);
    said = JSON.stringify(body);
  } catch {
    // Not JSON: the text says it.
  }
  return new APIError(response.status, { code: ErrCode.Unknown, message: \`request failed: status \${response.status}: \${said}\` });
}

function isAPIErrorResponse(body: unknown): body is APIErrorResponse {
  const { code, message } = (body ?? {}) as Partial<APIErrorResponse>;
  return typeof message === "string" && code !== undefined && Object.values(ErrCode).includes(code);
}

/** What an Encore application answers when it does not do what was asked. */
export class APIError extends Error {
  /** The HTTP status. */
  readonly status: number;
  readonly code: ErrCode;
  readonly details?: any;

  constructor(status: number, response: APIErrorResponse) {
    super(response.message);
    this.name = "APIError";
    this.status = status;
    this.code = response.code;
    this.details = response.details;
  }
}

export function isAPIError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** The codes of errors, with their names on the wire. */
export const ErrCode = {
  OK: "ok",
  Canceled: "canceled",
  Unknown: "unknown",
  InvalidArgument: "invalid_argument",
  DeadlineExceeded: "deadline_exceeded",
  NotFound: "not_found",
  AlreadyExists: "already_exists",
  PermissionDenied: "permission_denied",
  ResourceExhausted: "resource_exhausted",
  FailedPrecondition: "failed_precondition",
  Aborted: "aborted",
  OutOfRange: "out_of_range",
  Unimplemented: "unimplemented",
  Internal: "internal",
  Unavailable: "unavailable",
  DataLoss: "data_loss",
  Unauthenticated: "unauthenticated",
} as const;

export type ErrCode = (typeof ErrCode)[keyof typeof ErrCode];
`;
