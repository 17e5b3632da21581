import type { LogFields } from "./logger/host-log";
import type { Trace } from "./trace";

/** `meta()` of the native Request (facts 3.2). */
export interface RequestMeta {
  startedAt: string;
  trace: Trace;
  apiCall?: ApiCallMeta;
  pubsubMessage?: PubSubMeta;
}

export interface ApiCallMeta {
  api: { service: string; endpoint: string; raw: boolean; requiresAuth: boolean; tags: string[] };
  /** Empty for streams. */
  method: string;
  path: string;
  pathAndQuery: string;
  pathParams?: Record<string, unknown>;
  parsedPayload?: unknown;
  /** Lower-case names; a repeated header is a list. Empty for streams. */
  headers: Record<string, string | string[]>;
}

export interface PubSubMeta {
  service: string;
  topic: string;
  subscription: string;
  /** 20 characters. */
  id: string;
  publishedAt: string;
  /** From 1. */
  deliveryAttempt: number;
  parsedPayload?: unknown;
}

/** What a Request is made of; `meta` is assembled only when somebody asks. */
export interface RequestParams {
  payload: unknown;
  auth?: object | null;
  trace: Trace;
  /** service, endpoint, topic, subscription of the log lines of this request. */
  log: LogFields;
  meta(): Omit<RequestMeta, "trace" | "startedAt">;
}

/**
 * One running request, message or authentication, as encore.dev sees it. encore.dev keeps it in its AsyncLocalStorage and sets
 * `middlewareData` on it.
 */
export class Request {
  readonly trace: Trace;
  readonly #params: RequestParams;
  readonly #startedAt = performance.now();
  #meta: RequestMeta | undefined;
  middlewareData?: unknown;

  constructor(params: RequestParams) {
    this.#params = params;
    this.trace = params.trace;
  }

  payload(): unknown {
    return this.#params.payload;
  }

  meta(): RequestMeta {
    this.#meta ??= {
      startedAt: new Date(performance.timeOrigin + this.#startedAt).toISOString(),
      trace: this.trace,
      ...this.#params.meta(),
    };
    return this.#meta;
  }

  getAuthData(): object | null {
    return this.#params.auth ?? null;
  }

  /** Whose handler it is for. Only requests to endpoints have both. */
  handler(): { service: string; endpoint: string } {
    return this.#params.log as { service: string; endpoint: string };
  }

  /** Milliseconds since the request began, to a hundredth. */
  ageMs(): number {
    return Math.round((performance.now() - this.#startedAt) * 100) / 100;
  }

  logFields(): LogFields {
    const fields: LogFields = { ...this.#params.log, span_id: this.trace.spanId, trace_id: this.trace.traceId };
    if (this.trace.extCorrelationId !== undefined) fields["x_correlation_id"] = this.trace.extCorrelationId;
    const uid = (this.getAuthData() as { userID?: unknown } | null)?.userID;
    if (typeof uid === "string") fields["uid"] = uid;
    return fields;
  }
}
