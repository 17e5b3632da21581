import type { Cursor } from "../machine/state";
import type { SocketEvents } from "../ports";

/** Like `fetch`, with the login in its headers; a token that has ended is renewed in between. */
export type AuthorizedFetch = (
  url: URL,
  init: { headers?: Record<string, string>; signal: AbortSignal },
) => Promise<Response>;

/** Names and values of the handshake as a query has them (RT27): lists by comma, the cursor as far as it has come. */
export function queryOf(handshake: Record<string, unknown>, cursor: Cursor | null): URLSearchParams {
  const { services, version, properties } = handshake as { services: string[]; version: number; properties?: number[] };
  return new URLSearchParams({
    services: services.join(),
    version: String(version),
    ...(properties === undefined ? {} : { properties: properties.join() }),
    ...(cursor === null ? {} : { lastSeq: String(cursor.seq), epoch: cursor.epoch }),
  });
}

/** The cursor that a handshake brings. */
export function cursorOf({ lastSeq, epoch }: Record<string, unknown>): Cursor | null {
  return typeof lastSeq === "number" && typeof epoch === "string" ? { epoch, seq: lastSeq } : null;
}

/**
 * Hands on an answer that is no success: as the error frame that a socket would have got if the server gave a reason (RT15), else as the
 * end of a way that does not work, which is what a proxy's own refusal is.
 */
export async function reportRefusal(answer: Response, events: SocketEvents): Promise<void> {
  const body = (await answer.json().catch(() => null)) as {
    message?: string;
    details?: { reason?: string; retryAfterMs?: number | null };
  } | null;
  const { reason, retryAfterMs } = body?.details ?? {};
  if (typeof reason === "string") {
    const isFinal = answer.status < 500 && answer.status !== 429 && typeof retryAfterMs !== "number";
    events.onMessage({
      type: "error",
      timestamp: new Date().toISOString(),
      reason,
      message: body?.message ?? reason,
      ...(isFinal ? {} : { retryAfterMs: retryAfterMs ?? 2_000 }),
    });
  }
  events.onClose();
}
