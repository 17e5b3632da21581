import { APIError, ErrCode, middleware } from "encore.dev/api";
import log from "encore.dev/log";
import type { ErrorDetails } from "./errors";
import { newId } from "./ids";

const CODES: ReadonlySet<unknown> = new Set(Object.values(ErrCode));
const RETRY_AFTER_MS = 2000;

/**
 * Middleware of every service: a failure that no rule expected becomes a generic answer with an error id, and the log holds
 * what happened under that id. Answers that a rule chose pass unchanged.
 */
export const failures = middleware(async (req, next) => {
  try {
    return await next(req);
  } catch (err) {
    if (err instanceof APIError || CODES.has((err as { code?: unknown } | null)?.code)) throw err;
    const meta = req.requestMeta;
    const place = meta?.type === "api-call" ? { service: meta.api.service, endpoint: meta.api.endpoint } : {};
    throw answerTo(err, place);
  }
});

/** The answer to an unexpected failure; logs it. An unreachable database is `unavailable`, which clients may retry. */
export function answerTo(err: unknown, place: Record<string, string>): APIError {
  const errorId = newId();
  const outage = isOutage(err);
  log.error(toError(err), { errorId, outage, ...place });
  const details: ErrorDetails = {
    reason: outage ? "unavailable" : "internal",
    errorId,
    errors: [],
    retryAfterMs: outage ? RETRY_AFTER_MS : null,
  };
  if (outage)
    return new APIError(ErrCode.Unavailable, `not available at the moment; error id ${errorId}`, undefined, details);
  return new APIError(ErrCode.Internal, `unexpected failure; error id ${errorId}`, undefined, details);
}

/** Whether a database failed for now: connection refused or lost, server starting or stopping, or no connection or answer of it in time. */
export function isOutage(err: unknown): boolean {
  const { code, message } = (err ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string" && /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|08|57P0|53300)/.test(code)) return true;
  // The last is what pg says of a statement on a connection that was lost in the middle of a transaction.
  const words =
    /timeout exceeded when trying to connect|Query read timeout|Connection terminated|encountered a connection error/;
  return typeof message === "string" && words.test(message);
}

/** Anything can be thrown; the log wants an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
