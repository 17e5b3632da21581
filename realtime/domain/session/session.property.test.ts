import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Grant } from "../../../identity/contract/auth";
import type { ChannelHead, WireEvent } from "../../contract/event";
import type { ServerFrame } from "../../contract/frames";
import { sampleEntry } from "../../testing/entries";
import { audienceOf } from "../audience";
import type { Entry } from "../entry";
import { Run } from "../run";
import type { Effect } from "./effect";
import type { SessionEvent } from "./event";
import { newSession, type Opened, type Session } from "./state";
import { step } from "./step";

const NOW = new Date("2026-11-20T12:00:00Z");
const GRANTS: Grant[] = [1, 2].map((propertyId) => ({
  propertyId,
  permissions: ["finance.revenue.read"],
  timeZone: "UTC",
  currency: "EUR",
  businessDate: "2026-11-20",
}));
const AUDIENCE = audienceOf(GRANTS, ["finance"]);

/** A log, a session that serves one client from it, and a client that comes back whenever it is cut off. */
class World {
  readonly log: Entry[] = [];
  readonly #heads: Record<string, ChannelHead> = {};
  #session: Session = newSession(GRANTS);
  #following = false;
  /** Up to where the hub has published. */
  #publishedTo = 0;
  #reads: { after: number; audience: typeof AUDIENCE }[] = [];
  #opens = 0;
  #drains = 0;
  /** What the client holds. */
  readonly seen: WireEvent[] = [];
  cursor: number | undefined;
  start = 0;
  #ack: { head: number; channels: Record<string, ChannelHead> } | null = null;

  get phase(): Session["phase"] {
    return this.#session.phase;
  }

  get head(): number {
    return this.log.length;
  }

  append(properties: number[]): void {
    for (const property of properties) {
      const channel = `finance/${property}`;
      const n = (this.#heads[channel]?.n ?? 0) + 1;
      const seq = this.head + 1;
      this.#heads[channel] = { n, digest: `d${seq}` };
      this.log.push(sampleEntry(seq, { channel, n }));
    }
  }

  /** The audience's events with after < seq <= upTo. */
  #slice(after: number, upTo: number): Entry[] {
    return this.log.slice(after, upTo).filter((e) => AUDIENCE.channels.has(e.channel));
  }

  tick(): void {
    const after = this.#publishedTo;
    this.#publishedTo = this.head;
    if (this.#following) this.publish(after, this.head);
  }

  /** A publication that is true in itself, whether or not it fits this client. */
  publish(after: number, upTo: number): void {
    const entries = this.#slice(after, upTo);
    const [first] = entries;
    if (first === undefined) return;
    const run = new Run(entries, NOW.toISOString());
    this.tell({ type: "published", publication: { after, firstSeq: first.seq, upTo, run } });
  }

  connect(): void {
    this.cut();
    this.#session = newSession(GRANTS);
    const resume = this.cursor === undefined ? {} : { lastSeq: this.cursor, epoch: "e" };
    this.tell({ type: "message", message: { services: ["finance"], version: 1, ...resume } });
  }

  cut(): void {
    this.tell({ type: "gone" });
    [this.#reads, this.#opens, this.#drains, this.#ack] = [[], 0, 0, null];
  }

  /** Lets the outside answer what the session asked for last, a page of at most `size` events. */
  answer(size: number): boolean {
    const read = this.#reads.shift();
    if (read !== undefined) {
      const entries = this.#slice(read.after, this.head);
      const cut = entries[size];
      const runs = [new Run(entries.slice(0, size), NOW.toISOString())];
      const page = { runs, upTo: cut === undefined ? this.head : cut.seq - 1 };
      this.tell({ type: "page", ...read, page, head: this.head, keptAfter: 0, opened: () => this.#opened() });
      return true;
    }
    if (this.#opens > 0) {
      this.#opens -= 1;
      this.tell({ type: "opened", opened: this.#opened() });
      return true;
    }
    if (this.#drains === 0) return false;
    this.#drains -= 1;
    this.tell({ type: "drained" });
    return true;
  }

  #opened(): Opened {
    return { head: this.head, keptAfter: 0, epoch: "e", channels: { ...this.#heads } };
  }

  ping(): void {
    this.tell({ type: "ping", seq: this.#publishedTo });
  }

  tell(event: SessionEvent): void {
    const next = step(this.#session, event, NOW);
    this.#session = next.session;
    for (const effect of next.effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    if (effect.do === "send") this.#receive(effect.frame);
    if (effect.do === "read") this.#reads.push(effect);
    if (effect.do === "open") this.#opens += 1;
    if (effect.do === "drain") this.#drains += 1;
    if (effect.do === "unfollow") this.#following = false;
    if (effect.do === "follow") {
      // As the hub does: what is not yet published goes to those who were here before.
      this.#publishedTo = this.head;
      this.#following = true;
    }
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === "ack") {
      this.#ack = frame;
      if (this.cursor === undefined) this.start = frame.head;
      this.cursor ??= frame.head;
      return;
    }
    ok(frame.type === "event" || frame.type === "ping", `${frame.type} was not called for`);
    if (frame.type === "event") {
      for (const event of frame.events) {
        ok(event.seq > (this.seen.at(-1)?.seq ?? this.start), `${event.seq} is out of order`);
        this.seen.push(event);
      }
    }
    if (!("seq" in frame)) return;
    this.cursor = Math.max(this.cursor ?? 0, frame.seq);
    // RT8: nothing of the audience up to the frame's seq is missing.
    deepEqual(
      this.seen.map((e) => e.seq),
      this.#slice(this.start, this.cursor).map((e) => e.event.seq),
    );
    if (this.#ack !== null && this.cursor === this.#ack.head) this.#proveAck();
  }

  /** RT6: at the ack's head the client is where the ack says. */
  #proveAck(): void {
    for (const channel of AUDIENCE.channels) {
      const last = this.seen.filter((e) => e.channel === channel).at(-1);
      const head = this.#ack?.channels[channel];
      if (last !== undefined) deepEqual({ n: last.n, digest: last.digest }, head);
    }
  }

  settle(): void {
    this.connect();
    while (this.answer(5));
    this.tick();
    while (this.answer(5));
    this.ping();
  }
}

type Action = (world: World) => void;
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 8 }).map(
      (list): Action =>
        (w) =>
          w.append(list),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Action>((w) => w.tick()) },
  {
    weight: 6,
    arbitrary: fc.integer({ min: 1, max: 6 }).map(
      (size): Action =>
        (w) =>
          void w.answer(size),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Action>((w) => w.connect()) },
  { weight: 1, arbitrary: fc.constant<Action>((w) => w.cut()) },
  { weight: 2, arbitrary: fc.constant<Action>((w) => w.tell({ type: "behind" })) },
  { weight: 1, arbitrary: fc.constant<Action>((w) => w.tell({ type: "drained" })) },
  { weight: 1, arbitrary: fc.constant<Action>((w) => w.ping()) },
  { weight: 1, arbitrary: fc.constant<Action>((w) => w.tell({ type: "message", message: { type: "ping" } })) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(60), fc.nat(20)).map(([after, more]): Action => (w) => {
      const from = Math.min(after, w.head);
      w.publish(from, Math.min(from + more, w.head));
    }),
  },
);

test("[RT4] [RT6] [RT8] [RT9] whatever happens in between, a client that comes back holds its audience's log: nothing missing, doubled or out of order", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120, size: "max" }), fc.boolean(), (actions, fromTheBeginning) => {
      const world = new World();
      if (fromTheBeginning) world.cursor = 0;
      world.append([1, 2, 3, 1]);
      world.connect();
      for (const act of actions) act(world);
      world.settle();
      expect(world.phase).toBe("live");
      const truth = world.log.filter((e) => e.event.seq > world.start && AUDIENCE.channels.has(e.channel));
      expect(world.seen.map((e) => e.id)).toEqual(truth.map((e) => e.event.id));
      expect(world.cursor).toBe(world.head);
    }),
    { numRuns: 300 },
  );
});
