import { setTimeout as pause } from "node:timers/promises";
import type { Frame } from "../../lib/stream";
import type { Person } from "../person";
import { Trail } from "../trail";
import { type Follower, nameOf, REACH_MS } from "./follower";
import { Reader } from "./reader";

/** The server pings within 30 s; so long without a byte, and the connection is given up. */
const QUIET_MS = 10_000;
const LONGEST_PAUSE_MS = 500;

/** A client of server-sent events (SPEC RT27), with fetch and nothing of the product: resumes by the last id that it got. */
export class PlainSse implements Follower {
  readonly trail = new Trail();
  readonly name: string;
  readonly person: Person;
  readonly #url: string;
  readonly #reader = new Reader(this.trail);
  readonly #over = new AbortController();
  readonly #running: Promise<void>;
  #lastId = "";

  constructor(url: string, person: Person) {
    this.#url = url;
    this.person = person;
    this.name = nameOf("plain SSE", person);
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
      await this.#connect().catch(() => {});
      await pause(LONGEST_PAUSE_MS * Math.random(), undefined, { signal }).catch(() => {});
    }
  }

  /** One answer, until it ends or says nothing any more. */
  async #connect(): Promise<void> {
    const ended = new AbortController();
    const answer = await fetch(`${this.#url}/v2/realtime/sse?services=finance&version=1&lastSeq=0`, {
      headers: {
        authorization: `Bearer ${await this.person.token()}`,
        ...(this.#lastId === "" ? {} : { "last-event-id": this.#lastId }),
      },
      signal: AbortSignal.any([this.#over.signal, ended.signal]),
    });
    if (answer.status !== 200 || answer.body === null) {
      await this.trail.refused(answer);
      return;
    }
    let text = "";
    let silence = setTimeout(() => ended.abort(), QUIET_MS);
    try {
      for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
        clearTimeout(silence);
        silence = setTimeout(() => ended.abort(), QUIET_MS);
        const blocks = (text + part).split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block);
      }
    } finally {
      clearTimeout(silence);
    }
  }

  #take(block: string): void {
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("data: ")) data += line.slice(6);
      if (line.startsWith("id: ")) this.#lastId = line.slice(4);
    }
    if (data !== "") this.#reader.take(JSON.parse(data) as Frame);
  }
}
