import { AsyncResource } from "node:async_hooks";
import { Refusal } from "../schema/refusal";
import type { AnswerParts, HandlerResult, RequestParts } from "../schema/wire";
import type { AccessLog } from "./access-log";
import type { LiveEndpoint } from "./endpoints";
import type { HandlerHeaders } from "./http/inbound";
import { Request } from "./request";
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

/**
 * The order of rules in a request (facts 5 to 8), after routing and authentication: decoding of path, headers, query and body
 * with validation → access → middleware and handler → encoding. Rejects with a Refusal.
 */
export async function answerTyped(endpoint: LiveEndpoint, arrival: Arrival, log: AccessLog): Promise<AnswerParts> {
  const request = admit(endpoint, arrival);
  return log.around(request, async () => {
    const result = await invoke(endpoint, request);
    return endpoint.codec.encodeResponse(result as HandlerResult);
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
 * current request of the context it runs in, which must not be the caller's. Rejects with whatever the handler throws.
 */
export async function invoke(endpoint: LiveEndpoint, request: Request, ...more: unknown[]): Promise<unknown> {
  const { handler, model } = endpoint;
  if (handler === undefined) throw new Error(`no handler is registered for ${model.service}.${model.name}`);
  return inOwnContext(() => handler(request, ...more));
}

/** Whatever `work` sets as the current request stays inside. */
export function inOwnContext<T>(work: () => T): T {
  return new AsyncResource("lobby-request").runInAsyncScope(work);
}

function apiRequest(endpoint: LiveEndpoint, arrival: Arrival, payload: Record<string, unknown> | null): Request {
  const { model, codec, description } = endpoint;
  const { parts, target, trace, auth } = arrival;
  const isStream = model.kind.startsWith("stream");
  return new Request({
    payload,
    auth,
    trace,
    log: { service: model.service, endpoint: model.name },
    meta: () => {
      const mark = target.indexOf("?");
      return {
        apiCall: {
          api: description,
          method: isStream ? "" : parts.method,
          path: mark < 0 ? target : target.slice(0, mark),
          pathAndQuery: target,
          pathParams: codec.decodePath(parts.path),
          parsedPayload: payload ?? undefined,
          headers: isStream ? {} : arrival.headers(),
        },
      };
    },
  });
}
