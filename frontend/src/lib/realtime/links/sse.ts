import type { Cursor } from "../machine/state";
import type { Link } from "../ports";
import { EventStreamReader } from "./event-stream";
import { type AuthorizedFetch, refused, requestLink, urlOf } from "./http";

/** An answer that ends this soon is not worth asking for again. */
const USELESS_MS = 1_000;

/**
 * The stream as server-sent events (RT27). By fetch, since EventSource sends no headers and says nothing about a refusal. Each answer ends
 * after about a minute, and the next goes on at its cursor.
 */
export function sseLink(base: string, fetch: AuthorizedFetch): Link {
  return requestLink("sse", async (asking, signal) => {
    const begunAt = Date.now();
    const answer = await fetch(urlOf("/v2/realtime/sse", base, asking), { signal });
    if (!answer.ok || answer.body === null) return refused(answer, asking);
    const events = new EventStreamReader();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return Date.now() - begunAt > USELESS_MS;
      for (const { data, id } of events.read(value)) {
        if (signal.aborted) break;
        asking.cursor = toCursor(id) ?? asking.cursor;
        asking.events.onMessage(data);
      }
    }
  });
}

/** Of an id like `5f0c9a1e:48211`. */
function toCursor(id: string): Cursor | null {
  const [epoch, seq] = id.split(":");
  return epoch === undefined || seq === undefined ? null : { epoch, seq: Number(seq) };
}
