import { createHash } from "node:crypto";
import type { Ports, Socket, SocketEvents, TicketAnswer } from "../ports";
import { type Transport, TRANSPORTS } from "../machine/transport";
import type { Mark, WireEvent } from "../machine/wire";

/** What happens to a frame on its way. */
export type Mishap = "drop" | "twice" | "swap";

interface Line {
  transport: Transport;
  events: SocketEvents;
  open: boolean;
  acked: boolean;
}

const sha = (text: string): string => createHash("sha256").update(text).digest("base64url");

/**
 * A server that keeps the rules of realtime/SPEC.md, with its own hashing, on a virtual clock. Frames arrive in a later turn of the
 * clock, and can be dropped, doubled or swapped on the way.
 */
export class FakeServer implements Ports {
  readonly log: WireEvent[] = [];
  readonly handshakes: Record<string, unknown>[] = [];
  /** What clients sent after their handshakes. */
  readonly messages: Record<string, unknown>[] = [];
  readonly links: Ports["links"] = TRANSPORTS.map((transport) => ({
    transport,
    open: (_ticket, events) => this.#openLine(transport, events),
  }));
  /** Every transport that was tried. */
  readonly tried: Transport[] = [];
  /** Transports that this network lets nothing come back by. */
  readonly blocked = new Set<Transport>();
  /** Transports that open and then swallow everything. */
  readonly swallowed = new Set<Transport>();
  /** How every handshake is refused, while it is set. */
  refuseHandshakes: Record<string, unknown> | null = null;
  /** How long ago an event was booked when it is sent. */
  delayMs = 0;
  /** Added to every ack. */
  limits: Record<string, unknown> = {};
  tickets = 0;
  epoch = "e1";
  replayFromSeq = 1;
  /** Answers to the next ticket requests; afterwards they are granted. */
  readonly refusals: TicketAnswer[] = [];
  /** When false, sockets neither open nor close: a network that swallows everything. */
  answers = true;
  /** The next sockets close right after opening. */
  cuts = 0;
  readonly mishaps: Mishap[] = [];
  #clock = 1_700_000_000_000;
  #timers: { at: number; run: () => void }[] = [];
  #wake: () => void = () => undefined;
  readonly #lines = new Set<Line>();
  #held: string | null = null;

  now(): number {
    return this.#clock;
  }

  random(): number {
    return 0.5;
  }

  setTimer(run: () => void, afterMs: number): () => void {
    const timer = { at: this.#clock + afterMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  onWake(run: () => void): () => void {
    this.#wake = run;
    return () => undefined;
  }

  async fetchTicket(): Promise<TicketAnswer> {
    this.tickets += 1;
    return this.refusals.shift() ?? { ok: true, ticket: `t${this.tickets}` };
  }

  /** Transports of the connections that stand. */
  get open(): Transport[] {
    return [...this.#lines].filter(({ acked }) => acked).map(({ transport }) => transport);
  }

  #openLine(transport: Transport, events: SocketEvents): Socket {
    const line: Line = { transport, events, open: true, acked: false };
    this.tried.push(transport);
    this.#lines.add(line);
    this.#held = null;
    this.setTimer(() => {
      if (!line.open || !this.answers) return;
      if (this.blocked.has(transport)) {
        this.#end(line);
        return;
      }
      events.onOpen();
      if (this.cuts > 0) {
        this.cuts -= 1;
        this.#end(line);
      }
    }, 1);
    return {
      send: (text) => this.setTimer(() => this.#receive(line, JSON.parse(text) as Record<string, unknown>), 1),
      close: () => {
        line.open = false;
        this.#lines.delete(line);
      },
    };
  }

  /** Lets time pass in steps, with every promise settled in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#clock + ms;
    for (;;) {
      for (let turn = 0; turn < 8; turn++) await Promise.resolve();
      const next = this.#timers.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#clock = Math.max(this.#clock, next.at);
      next.run();
    }
    this.#clock = end;
  }

  /** The lid is closed: the clock moves, nothing runs; on waking the page says so when `tell` is set. */
  sleep(ms: number, tell: boolean): void {
    this.#clock += ms;
    if (tell) this.#wake();
  }

  wake(): void {
    this.#wake();
  }

  /** Commits one event and sends it to whoever is connected. */
  publish(propertyId: number, text: string): WireEvent {
    const channel = `finance/${propertyId}`;
    const before = this.marks()[channel] ?? { n: 0, digest: channel };
    const seq = this.log.length + 1;
    const id = `0189-${seq}`;
    const data = { text, id };
    const payload = sha(`{"id":${JSON.stringify(id)},"text":${JSON.stringify(text)}}`);
    const event: WireEvent = {
      seq,
      channel,
      n: before.n + 1,
      digest: sha(`${before.digest}\n${id}\nnoted\n${payload}`),
      id,
      type: "noted",
      v: 1,
      at: new Date(this.#clock - this.delayMs).toISOString(),
      propertyId,
      entity: { kind: "note", id, version: 1 },
      actorId: "someone",
      data,
    };
    this.log.push(event);
    this.say(eventFrame([event]));
    return event;
  }

  /** Loses the payload of an event that was committed: the log then says so, and its channel still verifies. */
  erase(event: WireEvent): void {
    const at = this.log.indexOf(event);
    const { text, id } = event.data as { text: string; id: string };
    const hash = sha(`{"id":${JSON.stringify(id)},"text":${JSON.stringify(text)}}`);
    this.log[at] = { ...event, data: null, hash };
  }

  ping(): void {
    this.say({ type: "ping", seq: this.log.length });
  }

  /** Sends a frame as it is. */
  say(frame: Record<string, unknown>): void {
    for (const line of this.#lines) if (line.acked) this.#send(line, frame);
  }

  /** Ends the connection, as a restart does. */
  cut(): void {
    for (const line of this.#lines) this.#end(line);
  }

  /** Ends the connections that stand, not those that are being made. */
  cutAcked(): void {
    for (const line of this.#lines) if (line.acked) this.#end(line);
  }

  marks(upTo = this.log.length): Record<string, Mark> {
    const marks: Record<string, Mark> = {};
    for (const event of this.log.slice(0, upTo)) marks[event.channel] = { n: event.n, digest: event.digest };
    return marks;
  }

  #end(line: Line): void {
    if (!line.open) return;
    line.open = false;
    this.#lines.delete(line);
    this.setTimer(() => line.events.onClose(), 0);
  }

  #receive(line: Line, frame: Record<string, unknown>): void {
    if (!line.open || !this.answers || this.swallowed.has(line.transport)) return;
    if (frame["type"] === "ping") {
      this.#send(line, { type: "ping", seq: this.log.length });
      return;
    }
    if (frame["type"] !== undefined) {
      this.messages.push(frame);
      return;
    }
    this.handshakes.push(frame);
    if (this.refuseHandshakes !== null) {
      this.#send(line, { type: "error", ...this.refuseHandshakes });
      return;
    }
    line.acked = true;
    const head = this.log.length;
    const { epoch, limits } = this;
    const granted = { services: ["finance"], denied: [] };
    this.#send(line, { type: "ack", seq: 0, head, epoch, ...granted, channels: this.marks(), limits });
    const lastSeq = frame["lastSeq"] as number | undefined;
    if (lastSeq === undefined) return;
    const reason = this.#resyncReason(lastSeq, frame["epoch"]);
    if (reason !== null) this.#send(line, { type: "resync", reason, head, epoch });
    else if (lastSeq < head) {
      this.#send(line, eventFrame(this.log.slice(lastSeq)));
      this.#send(line, { type: "ping", seq: this.log.length });
    }
  }

  #resyncReason(lastSeq: number, epoch: unknown): string | null {
    if (epoch !== this.epoch) return "epoch_changed";
    if (lastSeq > this.log.length) return "ahead_of_head";
    return lastSeq + 1 < this.replayFromSeq ? "expired" : null;
  }

  #send(line: Line, frame: Record<string, unknown>): void {
    if (!this.answers) return;
    const text = JSON.stringify({ ...frame, timestamp: new Date(this.#clock).toISOString() });
    const mishap = frame["type"] === "event" ? this.mishaps.shift() : undefined;
    const deliver = (message: string): void => {
      this.setTimer(() => line.open && line.events.onMessage(message), 1);
    };
    if (mishap === "drop") return;
    if (mishap === "swap" && this.#held === null) {
      this.#held = text;
      return;
    }
    deliver(text);
    if (mishap === "twice") deliver(text);
    if (this.#held !== null) deliver(this.#held);
    this.#held = null;
  }
}

const eventFrame = (events: WireEvent[]): Record<string, unknown> => ({
  type: "event",
  service: "finance",
  events,
  seq: events.at(-1)?.seq,
});
