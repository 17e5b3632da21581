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
