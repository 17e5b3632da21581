import type { Cursor } from "../machine/state";
import type { Link, Ports, SocketEvents } from "../ports";
import { type AuthorizedFetch, cursorOf, queryOf, reportRefusal } from "./http";

/** How long the server may wait for something new. */
const WAIT_MS = 25_000;
const EVERY_MS = 1_000;
/** Beyond the wait, an answer is not coming any more. */
const PATIENCE_MS = 10_000;

interface PollAnswer {
  frames: unknown[];
  cursor: Cursor;
  more: boolean;
}

/** The stream by questions (RT28): each waits for something new (`long-poll`), or one comes every second (`poll`). */
export function pollLink(
  transport: "long-poll" | "poll",
  base: string,
  fetch: AuthorizedFetch,
  setTimer: Ports["setTimer"],
): Link {
  const waitMs = transport === "poll" ? 0 : WAIT_MS;
  return {
    transport,
    open(_ticket, events) {
      const socket = new PollSocket({ base, fetch, setTimer, waitMs }, events);
      queueMicrotask(() => events.onOpen());
      return socket;
    },
  };
}

interface Way {
  base: string;
  fetch: AuthorizedFetch;
  setTimer: Ports["setTimer"];
  waitMs: number;
}

class PollSocket {
  readonly #way: Way;
  readonly #events: SocketEvents;
  #handshake: Record<string, unknown> = {};
  #cursor: Cursor | null = null;
  #etag: string | null = null;
  #request = new AbortController();
  #isOver = false;
  #wake = (): void => undefined;

  constructor(way: Way, events: SocketEvents) {
    this.#way = way;
    this.#events = events;
  }

  /** The handshake begins; a ping is answered by asking at once. Acknowledgements are in the next question. */
  send(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    if (message["type"] === undefined) {
      this.#handshake = message;
      this.#cursor = cursorOf(message);
    } else if (message["type"] !== "ping") return;
    this.#stopAsking();
    this.#request = new AbortController();
    void this.#follow(this.#request.signal);
  }

  close(): void {
    this.#isOver = true;
    this.#stopAsking();
  }

  #stopAsking(): void {
    this.#request.abort();
    this.#wake();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    try {
      // The first answer comes at once: it is the ack.
      for (let waitMs = 0; !signal.aborted; waitMs = this.#way.waitMs) {
        const isMore = await this.#ask(waitMs, signal);
        if (this.#isOver) return;
        if (!isMore && this.#way.waitMs === 0) await this.#pause(EVERY_MS);
      }
    } catch {
      if (!signal.aborted && !this.#isOver) {
        this.#isOver = true;
        this.#events.onClose();
      }
    }
  }

  /** True when more is there already. */
  async #ask(waitMs: number, signal: AbortSignal): Promise<boolean> {
    const url = new URL("/v2/realtime/poll", this.#way.base);
    url.search = queryOf(this.#handshake, this.#cursor).toString();
    if (waitMs > 0) url.searchParams.set("waitMs", String(waitMs));
    const patience = new AbortController();
    const stop = this.#way.setTimer(() => patience.abort(), waitMs + PATIENCE_MS);
    try {
      const answer = await this.#way.fetch(url, {
        headers: this.#etag === null ? {} : { "if-none-match": this.#etag },
        signal: AbortSignal.any([signal, patience.signal]),
      });
      return await this.#take(answer, signal);
    } finally {
      stop();
    }
  }

  async #take(answer: Response, signal: AbortSignal): Promise<boolean> {
    if (answer.status !== 304 && !answer.ok) {
      this.#isOver = true;
      await reportRefusal(answer, this.#events);
      return false;
    }
    const body = answer.status === 304 ? null : ((await answer.json()) as PollAnswer);
    if (signal.aborted || this.#isOver) return false;
    this.#etag = answer.headers.get("etag");
    this.#cursor = body?.cursor ?? this.#cursor;
    const frames = body?.frames ?? [];
    for (const frame of frames) this.#events.onMessage(frame);
    // An answer is a sign of life, and its cursor promises what a frame's seq does (RT8).
    const seq = this.#cursor?.seq ?? 0;
    const isSaid = frames.some((frame) => (frame as { seq?: number }).seq === seq);
    if (!isSaid) this.#events.onMessage({ type: "ping", timestamp: new Date().toISOString(), seq });
    return body?.more ?? false;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#way.setTimer(resolve, ms);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }
}
