import { AsyncResource } from "node:async_hooks";
import { Refusal } from "../schema/refusal";
import type { AnswerParts, HandlerResult, RequestParts } from "../schema/wire";
import type { AccessLog } from "./access-log";
import type { LiveEndpoint } from "./endpoints";
import type { HandlerHeaders } from "./http/inbound";
import { type ApiCallMeta, Request, type RequestParams } from "./request";
import type { Trace } from "./trace";

/** A request in front of an endpoint, whoever sent it. */
export interface Arrival {
  parts: RequestParts;
  /** Path and query as the handler sees them. */
  target: string;
  /** The gateway lets nobody in to endpoints that are not exposed; other services may call them. */
  via: "gateway" | "service";
  auth: object | null;
  trace: Trace;
  headers(): HandlerHeaders;
}

/** Where the answer goes: one of the two is called, once. */
export interface Outcome {
  answered(answer: AnswerParts): void;
  /** A Refusal, or what refusalOf makes one of. */
  refused(thrown: unknown): void;
}

/**
 * The order of rules in a request (facts 5 to 8), after routing and authentication: decoding of path, headers, query and body
 * with validation → access → middleware and handler → encoding.
 */
export function answerTyped(endpoint: LiveEndpoint, arrival: Arrival, log: AccessLog, outcome: Outcome): void {
  let request: Request;
  try {
    request = admit(endpoint, arrival);
  } catch (thrown) {
    return outcome.refused(thrown);
  }
  const refuse = (thrown: unknown): void => outcome.refused(log.refused(request, thrown));
  const encode = (result: unknown): void => {
    let answer: AnswerParts;
    try {
      answer = endpoint.codec.encodeResponse(result as HandlerResult);
    } catch (thrown) {
      return refuse(thrown);
    }
    log.completed(request, "ok");
    outcome.answered(answer);
  };
  log.started(request);
  let result: unknown;
  try {
    result = invoke(endpoint, request);
  } catch (thrown) {
    return refuse(thrown);
  }
  if (result instanceof Promise) void result.then(encode, refuse);
  else encode(result);
}

/** The same for callers inside the process. Rejects with a Refusal, or what refusalOf makes one of. */
export function typedAnswer(endpoint: LiveEndpoint, arrival: Arrival, log: AccessLog): Promise<AnswerParts> {
  return new Promise((answered, refused) => {
    answerTyped(endpoint, arrival, log, { answered, refused });
  });
}

/**
 * Decodes, validates and checks access; what is refused here has not reached any code of the application. `between` throws what a
 * handshake is refused with once its data are right.
 */
export function admit(endpoint: LiveEndpoint, arrival: Arrival, between?: () => void): Request {
  const payload = endpoint.codec.decodeRequest(arrival.parts);
  between?.();
  checkAccess(endpoint, arrival);
  return apiRequest(endpoint, arrival, payload);
}

function checkAccess({ model }: LiveEndpoint, { via, auth }: Arrival): void {
  if (via === "gateway" && !model.exposed) {
    throw new Refusal("not_found", "endpoint not found", "the endpoint was found, but is not exposed");
  }
  if (model.authRequired && auth === null)
    throw new Refusal("unauthenticated", "endpoint requires auth but none provided");
}

/**
 * Runs the registered handler (encore.dev puts the middleware in front of it) in an async context of its own: encore.dev sets the
 * current request of the context it runs in, which must not be the caller's. Throws, or rejects with, whatever the handler throws.
 */
export function invoke(endpoint: LiveEndpoint, request: Request, ...more: unknown[]): unknown {
  const { handler, model } = endpoint;
  if (handler === undefined) throw new Error(`no handler is registered for ${model.service}.${model.name}`);
  return inOwnContext(() => handler(request, ...more));
}

/** Whatever `work` sets as the current request stays inside. */
export function inOwnContext<T>(work: () => T): T {
  return new AsyncResource("lobby-request").runInAsyncScope(work);
}

function apiRequest(endpoint: LiveEndpoint, arrival: Arrival, payload: Record<string, unknown> | null): Request {
  const { model } = endpoint;
  const { trace, auth } = arrival;
  return new Request({
    payload,
    auth,
    trace,
    log: { service: model.service, endpoint: model.name },
    meta: model.kind.startsWith("stream")
      ? streamMeta(endpoint, arrival.target, arrival.parts.path, payload)
      : () => {
          const { parts, target } = arrival;
          return apiMeta(endpoint, target, parts.path, payload, { method: parts.method, headers: arrival.headers() });
        },
  });
}

/** Apart, so that an open stream does not hold its HTTP request. */
function streamMeta(
  endpoint: LiveEndpoint,
  target: string,
  path: RequestParts["path"],
  payload: Record<string, unknown> | null,
): RequestParams["meta"] {
  return () => apiMeta(endpoint, target, path, payload, { method: "", headers: {} });
}

function apiMeta(
  { codec, description }: LiveEndpoint,
  target: string,
  path: RequestParts["path"],
  payload: Record<string, unknown> | null,
  from: Pick<ApiCallMeta, "method" | "headers">,
): ReturnType<RequestParams["meta"]> {
  const mark = target.indexOf("?");
  return {
    apiCall: {
      api: description,
      path: mark < 0 ? target : target.slice(0, mark),
      pathAndQuery: target,
      pathParams: codec.decodePath(path),
      parsedPayload: payload ?? undefined,
      ...from,
    },
  };
}
