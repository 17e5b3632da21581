import { setTimeout as pause } from "node:timers/promises";
import WebSocket from "ws";
import { type Frame, streamUrl } from "../../lib/stream";
import type { Person } from "../person";
import { Trail } from "../trail";
import { type Follower, nameOf, REACH_MS } from "./follower";
import { Reader } from "./reader";

/** Without a frame for so long it asks whether anybody is there; and gives the connection up when nobody answers as long again. */
const QUIET_MS = 5000;
const LONGEST_PAUSE_MS = 500;

export interface PlainOptions {
  url: string;
  person: Person;
  properties?: readonly number[];
  /** More fields of the handshake: what it offers. */
  offers?: Record<string, unknown>;
  /** Of the encoding that it offers. */
  dictionary?: Buffer;
}

/** A client of a hundred lines with a WebSocket and nothing of the product: connects, keeps its cursor, resumes. */
export class PlainStream implements Follower {
  readonly trail = new Trail();
  readonly name: string;
  readonly person: Person;
  readonly properties?: readonly number[];
  readonly #options: PlainOptions;
  readonly #reader: Reader;
  readonly #running: Promise<void>;
  #isOver = false;
  #ws: WebSocket | null = null;
  #isAcknowledged = false;
  /** Whether the server waits for acknowledgements. */
  #hasWindow = false;
  #isMoving = false;
  #onFrame = (): void => {};

  constructor(options: PlainOptions) {
    const { person, properties, offers, dictionary } = options;
    this.#options = options;
    this.#reader = new Reader(this.trail, dictionary);
    this.person = person;
    if (properties !== undefined) this.properties = properties;
    this.name = nameOf("plain WebSocket", person, properties, offers);
    this.#running = this.#run();
  }

  async reaches(seq: number): Promise<void> {
    const late = AbortSignal.timeout(REACH_MS);
    while (!this.#isAcknowledged || this.#reader.lastSeq < seq) {
      if (late.aborted) throw new Error(`is at ${this.#reader.lastSeq} and not at ${seq}`);
      this.#send({ type: "ping" });
      await new Promise<void>((heard) => {
        const timer = setTimeout(heard, 500);
        this.#onFrame = () => {
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
      await this.#connect(streamUrl(this.#options.url, `access_token=${await this.person.token()}`));
      // Who was told when to move has had its pause.
      if (!this.#isMoving) await pause(Math.random() * LONGEST_PAUSE_MS);
    }
  }

  /** One connection; resolves when it has ended. */
  async #connect(url: string): Promise<void> {
    const ws = new WebSocket(url, { handshakeTimeout: QUIET_MS * 2 });
    this.#ws = ws;
    this.#isAcknowledged = false;
    this.#isMoving = false;
    let quietFor = 0;
    const watch = setInterval(() => {
      if (quietFor > 1) ws.terminate();
      else if (quietFor > 0) this.#send({ type: "ping" });
      quietFor += 1;
    }, QUIET_MS);
    ws.on("open", () => ws.send(JSON.stringify(this.#handshake())));
    ws.on("message", (data: Buffer) => {
      quietFor = 0;
      this.#take(JSON.parse(data.toString("utf8")) as Frame);
    });
    // A close follows.
    ws.on("error", () => {});
    await new Promise((closed) => ws.on("close", closed));
    clearInterval(watch);
  }

  #handshake(): Record<string, unknown> {
    const { properties, offers } = this.#options;
    const wish = properties === undefined ? {} : { properties };
    return { services: ["finance"], version: 1, ...this.#reader.cursor(), ...wish, ...offers };
  }

  #take(frame: Frame): void {
    this.#reader.take(frame);
    if (frame.type === "ack") this.#isAcknowledged = true;
    if (frame.type === "ack")
      this.#hasWindow = (frame["limits"] as Record<string, number>)["windowBytes"] !== undefined;
    if (frame.type === "drain") this.#moveIn(Number(frame["reconnectInMs"]));
    // RT18: what has been processed.
    if (this.#hasWindow && (frame.type === "event" || frame.type === "batch"))
      this.#send({ type: "ack", seq: frame.seq });
    this.#onFrame();
  }

  /** RT23: this server is about to stop, and says when it would like to see us go. */
  #moveIn(ms: number): void {
    const ws = this.#ws;
    this.trail.slots.push(ms);
    setTimeout(() => {
      this.#isMoving = true;
      ws?.close();
    }, ms);
  }

  #send(message: unknown): void {
    if (this.#isAcknowledged && this.#ws?.readyState === WebSocket.OPEN) this.#ws.send(JSON.stringify(message));
  }
}
