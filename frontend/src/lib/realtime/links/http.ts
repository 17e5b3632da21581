import type { Cursor } from "../machine/state";
import type { Transport } from "../machine/transport";
import type { Link, SocketEvents } from "../ports";

/** Like `fetch`, with the login in its headers; a token that has ended is renewed in between. */
export type AuthorizedFetch = (
  url: URL,
  init: { headers?: Record<string, string>; signal: AbortSignal },
) => Promise<Response>;

/** What one request after the other goes by. */
export interface Asking {
  handshake: Record<string, unknown>;
  cursor: Cursor | null;
  /** Of the last answer; null when the next one shall come at once. */
  etag: string | null;
  events: SocketEvents;
}

/**
 * A link that is made of requests: `request` makes one, and says whether another has a sense. The handshake begins; a ping begins anew at
 * the cursor, which is answered at once. Acknowledgements are the network's own affair, or stand in the next request.
 */
export function requestLink(
  transport: Transport,
  request: (asking: Asking, signal: AbortSignal) => Promise<boolean>,
): Link {
  return {
    transport,
    open(_ticket, events) {
      const asking: Asking = { handshake: {}, cursor: null, etag: null, events };
      let current = new AbortController();
      async function follow(signal: AbortSignal): Promise<void> {
        let goesOn = true;
        while (goesOn && !signal.aborted) goesOn = await request(asking, signal).catch(() => false);
        if (!signal.aborted) events.onClose();
      }
      queueMicrotask(() => events.onOpen());
      return {
        send(text) {
          const message = JSON.parse(text) as Record<string, unknown>;
          const { type, lastSeq, epoch } = message;
          if (type === undefined) {
            asking.handshake = message;
            asking.cursor = typeof lastSeq === "number" ? { epoch: epoch as string, seq: lastSeq } : null;
          } else if (type !== "ping") return;
          asking.etag = null;
          current.abort();
          current = new AbortController();
          void follow(current.signal);
        },
        close: () => current.abort(),
      };
    },
  };
}

/** The address with the handshake as a query has it (RT27): lists by comma, the cursor as far as it has come. */
export function urlOf(path: string, base: string, { handshake, cursor }: Asking): URL {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries({ ...handshake, lastSeq: cursor?.seq, epoch: cursor?.epoch })) {
    if (value !== undefined) url.searchParams.set(name, (value as string | number | string[]).toString());
  }
  return url;
}

/**
 * Hands on a refusal with a reason as the error frame that a socket would have got (RT15). Without one it is a way that does not work,
 * as a proxy's own refusal is, and the link just ends. Resolves to false.
 */
export async function refused(answer: Response, { events }: Asking): Promise<false> {
  const body = (await answer.json()) as {
    message: string;
    details: { reason?: string; retryAfterMs?: number | null } | null;
  };
  const { reason, retryAfterMs } = body.details ?? {};
  if (reason === undefined) return false;
  const isFinal = answer.status < 500 && answer.status !== 429 && typeof retryAfterMs !== "number";
  const retry = isFinal ? {} : { retryAfterMs: retryAfterMs ?? 2_000 };
  events.onMessage({ type: "error", timestamp: "", reason, message: body.message, ...retry });
  return false;
}
