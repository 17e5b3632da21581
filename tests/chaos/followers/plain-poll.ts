import { setTimeout as pause } from "node:timers/promises";
import type { Frame } from "../../lib/stream";
import type { Person } from "../person";
import { Trail } from "../trail";
import { type Follower, nameOf, REACH_MS } from "./follower";
import { Reader } from "./reader";

/** Longer than the wait that it asks for. */
const ANSWER_MS = 8000;
const PAUSE_MS = 300;

interface Answer {
  frames: Frame[];
  cursor: { epoch: string; seq: number };
}

/** A client that asks again and again (SPEC RT28), with fetch and nothing of the product. Each answer may come from another server. */
export class PlainPoll implements Follower {
  readonly trail = new Trail();
  readonly name: string;
  readonly person: Person;
  readonly #url: string;
  readonly #waitMs: number;
  readonly #reader = new Reader(this.trail);
  readonly #over = new AbortController();
  readonly #running: Promise<void>;
  #etag: string | null = null;

  /** @param waitMs how long an answer may wait for news; 0: a short poll. */
  constructor(url: string, person: Person, waitMs: number) {
    this.#url = url;
    this.person = person;
    this.#waitMs = waitMs;
    this.name = nameOf(waitMs === 0 ? "plain short poll" : "plain long poll", person);
    this.#running = this.#run();
  }

  async reaches(seq: number): Promise<void> {
    const late = AbortSignal.timeout(REACH_MS);
    for (; this.#reader.lastSeq < seq; await pause(50))
      if (late.aborted) throw new Error(`is at ${this.#reader.lastSeq} and not at ${seq}`);
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      const isNew = await this.#ask().catch(() => false);
      if (!isNew || this.#waitMs === 0) await pause(PAUSE_MS * Math.random(), undefined, { signal }).catch(() => {});
    }
  }

  /** One request; whether it brought something. */
  async #ask(): Promise<boolean> {
    const { lastSeq, epoch } = this.#reader.cursor();
    const query = new URLSearchParams({
      services: "finance",
      version: "1",
      lastSeq: String(lastSeq),
      epoch: epoch ?? "",
      waitMs: String(this.#waitMs),
    });
    const answer = await fetch(`${this.#url}/v2/realtime/poll?${query.toString()}`, {
      headers: {
        authorization: `Bearer ${await this.person.token()}`,
        ...(this.#etag === null ? {} : { "if-none-match": this.#etag }),
      },
      signal: AbortSignal.any([this.#over.signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    if (answer.status === 304) return false;
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      this.trail.complaints.push(`answered ${answer.status} ${(await answer.clone().text()).slice(0, 300)}`);
    if (answer.status !== 200) {
      await this.trail.refused(answer);
      return false;
    }
    // Whole or not at all: of an answer that is cut nothing is taken.
    const { frames, cursor } = (await answer.json()) as Answer;
    this.#etag = answer.headers.get("etag");
    for (const frame of frames) this.#reader.take(frame);
    this.#reader.epoch = cursor.epoch;
    this.#reader.lastSeq = cursor.seq;
    return true;
  }
}
