import { setTimeout as pause } from "node:timers/promises";
import WebSocket from "ws";
import { type Frame, streamUrl } from "../../lib/stream";
import type { Person } from "../person";
import { entryOf, Trail } from "../trail";
import type { Follower } from "./follower";

/** Without a frame for so long it asks whether anybody is there; and gives the connection up when nobody answers as long again. */
const QUIET_MS = 2000;
const LONGEST_PAUSE_MS = 500;
const REACH_MS = 60_000;

/** Errors that a fault explains; all others are complaints. */
const EXPLAINED = new Set(["internal", "overloaded", "handshake_timeout", "draining"]);

export interface PlainOptions {
  url: string;
  person: Person;
  properties?: readonly number[];
  /** More fields of the handshake: what it offers. */
  offers?: Record<string, unknown>;
}

/** A client of a hundred lines with a WebSocket and nothing of the product: connects, keeps its cursor, resumes. */
export class PlainFollower implements Follower {
  readonly trail = new Trail();
  readonly name: string;
  readonly person: Person;
  readonly properties?: readonly number[];
  readonly #options: PlainOptions;
  readonly #running: Promise<void>;
  #isOver = false;
  #ws: WebSocket | null = null;
  #epoch: string | null = null;
  #lastSeq = 0;
  #isAcknowledged = false;
  #onSeq = (): void => {};

  constructor(options: PlainOptions) {
    const { person, properties, offers } = options;
    this.#options = options;
    this.person = person;
    if (properties !== undefined) this.properties = properties;
    const wish = properties === undefined ? "" : ` at ${properties.join(", ")}`;
    this.name = `plain ${person.email}${wish}${offers === undefined ? "" : ` ${Object.keys(offers).join(", ")}`}`;
    this.#running = this.#run();
  }

  async reaches(seq: number): Promise<void> {
    const late = AbortSignal.timeout(REACH_MS);
    while (!this.#isAcknowledged || this.#lastSeq < seq) {
      if (late.aborted) throw new Error(`${this.name} is at ${this.#lastSeq} and not at ${seq}`);
      this.#ping();
      await new Promise<void>((heard) => {
        const timer = setTimeout(heard, 500);
        this.#onSeq = () => {
          clearTimeout(timer);
          heard();
        };
      });
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#ws?.terminate();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const url = streamUrl(this.#options.url, `access_token=${await this.person.token()}`);
      await this.#connect(url);
      await pause(Math.random() * LONGEST_PAUSE_MS);
    }
  }

  /** One connection; resolves when it has ended. */
  async #connect(url: string): Promise<void> {
    const ws = new WebSocket(url, { handshakeTimeout: QUIET_MS * 2 });
    this.#ws = ws;
    this.#isAcknowledged = false;
    let quietFor = 0;
    const watch = setInterval(() => {
      if (quietFor > 1) ws.terminate();
      else if (quietFor > 0) this.#ping();
      quietFor += 1;
    }, QUIET_MS);
    ws.on("open", () => ws.send(JSON.stringify(this.#handshake())));
    ws.on("message", (data: Buffer) => {
      quietFor = 0;
      this.#take(JSON.parse(data.toString("utf8")) as Frame);
      this.#onSeq();
    });
    // A close follows.
    ws.on("error", () => {});
    await new Promise((closed) => ws.on("close", closed));
    clearInterval(watch);
  }

  #handshake(): Record<string, unknown> {
    const { properties, offers } = this.#options;
    const cursor = { lastSeq: this.#lastSeq, ...(this.#epoch === null ? {} : { epoch: this.#epoch }) };
    return {
      services: ["finance"],
      version: 1,
      ...cursor,
      ...(properties === undefined ? {} : { properties }),
      ...offers,
    };
  }

  #ping(): void {
    if (this.#isAcknowledged && this.#ws?.readyState === WebSocket.OPEN) this.#ws.send('{"type":"ping"}');
  }

  #take(frame: Frame): void {
    switch (frame.type) {
      case "ack":
        this.#isAcknowledged = true;
        this.trail.connections += 1;
        if (this.#epoch !== null && this.#epoch !== frame.epoch) this.trail.complaints.push("the epoch changed");
        this.#epoch = frame.epoch ?? null;
        return;
      case "resync":
        this.trail.complaints.push(`resync: ${JSON.stringify(frame).slice(0, 300)}`);
        break;
      case "error":
        this.trail.error(String(frame.reason));
        if (!EXPLAINED.has(String(frame.reason))) this.trail.complaints.push(`error: ${JSON.stringify(frame)}`);
        return;
      case "event":
        for (const event of frame.events ?? []) this.trail.seen.push(entryOf(event));
        break;
    }
    // RT8: everything up to it has come.
    this.#lastSeq = Math.max(this.#lastSeq, frame.seq ?? 0);
  }
}
