import type { Cursor } from "../machine/state";
import type { Link, SocketEvents } from "../ports";
import { type AuthorizedFetch, cursorOf, queryOf, reportRefusal } from "./http";
import { EventStreamReader } from "./event-stream";

/** An answer that ends this soon without a frame is not worth asking for again. */
const USELESS_MS = 1_000;

/**
 * The stream as server-sent events (RT27). By fetch, since EventSource sends no headers and says nothing about a refusal. Each answer ends
 * after about a minute, and the next goes on at its cursor.
 */
export function sseLink(base: string, fetch: AuthorizedFetch): Link {
  return {
    transport: "sse",
    open(_ticket, events) {
      const stream = new SseSocket(base, fetch, events);
      queueMicrotask(() => events.onOpen());
      return stream;
    },
  };
}

class SseSocket {
  readonly #base: string;
  readonly #fetch: AuthorizedFetch;
  readonly #events: SocketEvents;
  #handshake: Record<string, unknown> = {};
  #cursor: Cursor | null = null;
  #request = new AbortController();
  #isOver = false;

  constructor(base: string, fetch: AuthorizedFetch, events: SocketEvents) {
    this.#base = base;
    this.#fetch = fetch;
    this.#events = events;
  }

  /** The handshake begins; a ping is answered by the ack of a new answer; acknowledgements are the network's own affair. */
  send(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    if (message["type"] === undefined) {
      this.#handshake = message;
      this.#cursor = cursorOf(message);
    } else if (message["type"] !== "ping") return;
    this.#request.abort();
    this.#request = new AbortController();
    void this.#follow(this.#request.signal);
  }

  close(): void {
    this.#isOver = true;
    this.#request.abort();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const begunAt = Date.now();
        const isUseful = await this.#readAnswer(signal);
        if (signal.aborted) return;
        if (!isUseful || Date.now() - begunAt < USELESS_MS) break;
      }
    } catch {
      if (signal.aborted) return;
    }
    if (!this.#isOver) this.#events.onClose();
  }

  /** False when it was refused or brought nothing. */
  async #readAnswer(signal: AbortSignal): Promise<boolean> {
    const url = new URL("/v2/realtime/sse", this.#base);
    url.search = queryOf(this.#handshake, this.#cursor).toString();
    const answer = await this.#fetch(url, { headers: { accept: "text/event-stream" }, signal });
    if (!answer.ok || answer.body === null) {
      this.#isOver = true;
      await reportRefusal(answer, this.#events);
      return false;
    }
    const events = new EventStreamReader();
    let isUseful = false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return isUseful;
      for (const { data, id } of events.read(value)) {
        isUseful = true;
        this.#cursor = toCursor(id) ?? this.#cursor;
        if (!signal.aborted) this.#events.onMessage(data);
      }
    }
  }
}

/** Of an id like `5f0c9a1e:48211`. */
function toCursor(id: string): Cursor | null {
  const at = id.lastIndexOf(":");
  const seq = Number(id.slice(at + 1));
  return at > 0 && Number.isSafeInteger(seq) ? { epoch: id.slice(0, at), seq } : null;
}
