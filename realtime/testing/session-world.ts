import { deepEqual, ok } from "node:assert/strict";
import type { Grant } from "../../identity/contract/auth";
import type { ChannelHead, WireEvent } from "../contract/event";
import type { ServerFrame } from "../contract/frames";
import { WINDOW_BYTES } from "../contract/protocol";
import { type Audience, audienceOf } from "../domain/audience";
import type { Entry } from "../domain/entry";
import type { EventSend } from "../domain/event-frames";
import { Run } from "../domain/run";
import type { Effect, Step } from "../domain/session/effect";
import type { SessionEvent } from "../domain/session/event";
import type { Arrival, Opened, Session } from "../domain/session/state";
import { sampleEntry } from "./entries";
import { arrival, AT, grant, LOGIN_ENDS, NOW } from "./sessions";

/** The session machine under test. */
export interface Machine {
  newSession: (arrival: Arrival) => Session;
  step: (session: Session, event: SessionEvent, now: Date) => Step;
}

/** Every event in a frame of its own, which counts as so much that a few fill a window. */
class HeavyRun extends Run {
  readonly #sends: EventSend[];

  constructor(entries: readonly Entry[]) {
    super(entries, AT);
    this.#sends = entries.flatMap((entry) =>
      new Run([entry], AT)
        .sends(undefined)
        .map((send) => ({ ...send, bytes: 90_000 + ((entry.seq * 37_000) % 100_000) })),
    );
  }

  override sends(): readonly EventSend[] {
    return this.#sends;
  }
}

/** Rights that a person may have from one moment to the next. */
export const RIGHTS: readonly (readonly Grant[])[] = [
  [grant(1, "finance.revenue.read"), grant(2, "finance.revenue.read")],
  [grant(1, "finance.revenue.read")],
  [grant(2, "finance.revenue.read"), grant(3, "finance.revenue.read")],
];

const audience = (grants: readonly Grant[]): Audience => audienceOf(grants, ["finance"]);
const seqsOf = (entries: readonly (Entry | WireEvent)[]): number[] => entries.map((e) => e.seq);

/**
 * A log, a session that serves one client from it over a network that delays, and a client that comes back whenever it is cut off.
 * Throws as soon as the client's view is not the log of its audience up to its cursor, or more waits for it than its window holds.
 */
export class SessionWorld {
  readonly log: Entry[] = [];
  readonly #machine: Machine;
  readonly #acknowledges: boolean;
  readonly #heads: Record<string, ChannelHead> = {};
  #grants: readonly Grant[] = RIGHTS[0] as readonly Grant[];
  #session: Session;
  /** Oldest event kept, less one. */
  #keptAfter = 0;
  #following: Audience | null = null;
  /** What it followed last: a publication that goes round when it stops may still reach it. */
  #followed: Audience | null = null;
  /** The socket is behind, or was asked to say when it has drained. */
  #isUndrained = false;
  /** Up to where the hub has published. */
  #publishedTo = 0;
  #reads: (Effect & { do: "read" })[] = [];
  #opens = 0;
  #drains = 0;
  #judgements = 0;
  /** On the way to the client, with the audience under which each was sent. */
  #wire: { frame: ServerFrame; audience: Audience }[] = [];
  /** Sent and not acknowledged. */
  #unacked: { seq: number; bytes: number }[] = [];
  #acked = 0;
  #timeMs = NOW.getTime();

  /** What the client holds, of which audience, and from where on. */
  seen: WireEvent[] = [];
  cursor: number | undefined;
  start = 0;
  #viewOf: Audience;
  #ack: { head: number; channels: Record<string, ChannelHead> } | null = null;
  #isConnected = false;

  constructor(machine: Machine, acknowledges: boolean, fromTheBeginning: boolean) {
    this.#machine = machine;
    this.#acknowledges = acknowledges;
    this.#viewOf = audience(this.#grants);
    if (fromTheBeginning) this.cursor = 0;
    this.#session = machine.newSession(arrival({ grants: this.#grants }));
  }

  get phase(): Session["phase"] {
    return this.#session.phase;
  }

  get head(): number {
    return this.log.length;
  }

  append(properties: readonly number[]): void {
    for (const property of properties) {
      const channel = `finance/${property}`;
      const n = (this.#heads[channel]?.n ?? 0) + 1;
      const seq = this.head + 1;
      this.#heads[channel] = { n, digest: `d${seq}` };
      this.log.push(sampleEntry(seq, { channel, n }));
    }
  }

  /** Retention drops events up to this one. */
  forget(upTo: number): void {
    this.#keptAfter = Math.max(this.#keptAfter, Math.min(upTo, this.head));
  }

  /** The audience's events with after < seq <= upTo. */
  #slice(of: Audience, after: number, upTo: number): Entry[] {
    return this.log.slice(after, upTo).filter((e) => of.channels.has(e.channel));
  }

  /** The hub publishes what is new. */
  tick(): void {
    const after = this.#publishedTo;
    this.#publishedTo = this.head;
    if (this.#following !== null) this.publish(after, this.head);
  }

  /** A publication that is true in itself, whether or not it fits this client: late, early, once more. */
  publish(after: number, upTo: number): void {
    const of = this.#following ?? this.#followed;
    if (of === null) return;
    const entries = this.#slice(of, after, upTo);
    const [first] = entries;
    if (first === undefined) return;
    this.tell({ type: "published", publication: { after, firstSeq: first.seq, upTo, run: new HeavyRun(entries) } });
  }

  connect(): void {
    this.cut();
    // A client whose rights are others than those its view was made with starts afresh.
    if (audience(this.#grants).key !== this.#viewOf.key) this.#forgetView();
    this.#session = this.#machine.newSession(arrival({ grants: this.#grants }));
    this.#isConnected = true;
    const resume = this.cursor === undefined ? {} : { lastSeq: this.cursor, epoch: "e" };
    const ack = this.#acknowledges ? { ack: true } : {};
    this.say({ services: ["finance"], version: 1, ...ack, ...resume });
  }

  #forgetView(): void {
    [this.seen, this.cursor, this.#viewOf] = [[], undefined, audience(this.#grants)];
  }

  /** The connection breaks: what is under way is lost. */
  cut(): void {
    this.tell({ type: "gone" });
    this.#isConnected = false;
    [this.#isUndrained, this.#followed] = [false, null];
    [this.#reads, this.#wire, this.#unacked] = [[], [], []];
    [this.#opens, this.#drains, this.#judgements, this.#acked, this.#ack] = [0, 0, 0, 0, null];
  }

  /** Lets the outside answer what the session has asked for: with a page of at most `size` events, or what else it waits for. */
  answer(size: number, isNewestFirst = false): boolean {
    const read = isNewestFirst ? this.#reads.pop() : this.#reads.shift();
    if (read !== undefined) {
      const entries = this.#slice(read.audience, Math.max(read.after, this.#keptAfter), this.head);
      const cut = entries[size];
      const page = { runs: [new HeavyRun(entries.slice(0, size))], upTo: cut === undefined ? this.head : cut.seq - 1 };
      const { head } = this;
      const [keptAfter, opened] = [this.#keptAfter, () => this.#opened()];
      this.tell({ type: "page", after: read.after, audience: read.audience, page, head, keptAfter, opened });
      return true;
    }
    if (this.#opens > 0) {
      this.#opens -= 1;
      this.tell({ type: "opened", opened: this.#opened() });
      return true;
    }
    if (this.#judgements > 0) {
      this.#judgements -= 1;
      const outcome = { ok: true as const, arrival: { ...arrival({ grants: this.#grants }), sessionId: "s2" } };
      this.tell({ type: "judged", outcome });
      return true;
    }
    if (this.#drains === 0) return false;
    this.#drains -= 1;
    this.drained();
    return true;
  }

  #opened(): Opened {
    return { head: this.head, keptAfter: this.#keptAfter, epoch: "e", channels: { ...this.#heads } };
  }

  /** The turn of 30 s, or an early one. */
  ping(afterMs = 0): void {
    this.#timeMs += afterMs;
    this.tell({ type: "ping", seq: this.#publishedTo });
  }

  drained(): void {
    this.#isUndrained = false;
    this.tell({ type: "drained" });
  }

  /** The login ends by time, and is used again. */
  nap(): void {
    this.tell({ type: "ended", by: "time" });
    this.changeRights(RIGHTS.indexOf(this.#grants));
  }

  changeRights(to: number): void {
    this.#grants = RIGHTS[to % RIGHTS.length] as readonly Grant[];
    this.tell({ type: "rights", grants: this.#grants, loginEndsAt: LOGIN_ENDS });
  }

  say(message: unknown): void {
    if (this.#isConnected) this.tell({ type: "message", message });
  }

  /** The client acknowledges its cursor, or, with `off`, what it did not process, or less than before. */
  acknowledge(off = 0): void {
    if (!this.#acknowledges || this.cursor === undefined) return;
    const seq = Math.max(0, off === 0 ? Math.max(this.cursor, this.#acked) : this.cursor + off);
    const session = this.#session;
    const isHeard = "cursor" in session && !(session.phase === "opening" && session.because === "connect");
    const counts = isHeard && seq <= session.cursor && seq >= this.#acked;
    this.say({ type: "ack", seq });
    if (!counts) return;
    this.#acked = seq;
    this.#unacked = this.#unacked.filter((sent) => sent.seq > seq);
  }

  tell(event: SessionEvent): void {
    const next = this.#machine.step(this.#session, event, new Date(this.#timeMs));
    const before = this.#session;
    this.#session = next.session;
    for (const effect of next.effects) this.#perform(effect, before);
    // Whatever comes after such a turn begins anew; should the socket still be behind, it will say so.
    if (this.phase === "suspended" || this.phase === "opening") this.#isUndrained = false;
  }

  #perform(effect: Effect, before: Session): void {
    if (effect.do === "send") this.#send(effect, before);
    if (effect.do === "read") this.#reads.push(effect);
    if (effect.do === "open") this.#opens += 1;
    if (effect.do === "drain") [this.#drains, this.#isUndrained] = [this.#drains + 1, true];
    if (effect.do === "judge") this.#judgements += 1;
    if (effect.do === "unfollow") this.#following = null;
    if (effect.do === "follow") {
      ok(this.#following === null, "it follows twice, and would be told everything twice");
      // As the hub does: what is not yet published goes to those who were here before.
      this.#publishedTo = this.head;
      this.#following = this.#followed = effect.audience;
    }
  }

  #send(effect: Effect & { do: "send" }, before: Session): void {
    const { frame } = effect;
    const of = "audience" in this.#session ? this.#session : before;
    if ("events" in effect) {
      // Rights that ended at some moment are not served after it.
      const allowed = audience(this.#grants).channels;
      if (frame.type === "event")
        for (const e of frame.events) ok(allowed.has(e.channel), `${e.channel} was sent without the right`);
      ok(!this.#isUndrained || before.phase === "catching-up", "more was sent to a socket that has not drained");
      const waits = this.#unacked.reduce((sum, sent) => sum + sent.bytes, 0);
      ok(!this.#acknowledges || waits <= WINDOW_BYTES, `${waits} bytes were unacknowledged when more was sent`);
      if (this.#acknowledges && "seq" in frame) this.#unacked.push({ seq: frame.seq, bytes: effect.bytes });
    }
    this.#wire.push({ frame, audience: "audience" in of ? of.audience : this.#viewOf });
  }

  /** So many frames reach the client. */
  arrive(count: number): boolean {
    const arriving = this.#wire.splice(0, count);
    for (const { frame, audience: of } of arriving) this.#receive(frame, of);
    return arriving.length > 0;
  }

  #receive(frame: ServerFrame, of: Audience): void {
    switch (frame.type) {
      case "ack":
        this.#ack = frame;
        // Rights changed while it connected: what it holds is another audience's (its digests tell a client).
        if (of.key !== this.#viewOf.key) [this.seen, this.start] = [[], this.cursor ?? 0];
        this.#viewOf = of;
        if (this.cursor === undefined) this.start = frame.head;
        this.cursor ??= frame.head;
        // What retention has taken was never promised to a client that begins.
        if (this.cursor === 0) this.start = frame.limits.replayFromSeq - 1;
        return;
      case "resync":
        [this.seen, this.cursor, this.start, this.#viewOf] = [[], frame.head, frame.head, of];
        this.#ack = null;
        return;
      case "event":
        for (const event of frame.events) {
          ok(event.seq > (this.seen.at(-1)?.seq ?? this.start), `${event.seq} is out of order`);
          this.seen.push(event);
        }
        return this.#advance(frame.seq);
      case "ping":
        return this.#advance(frame.seq);
      case "batch":
        throw new Error("no batch was asked for");
      case "auth":
      case "drain":
      case "error":
    }
  }

  /** RT8: nothing of the audience up to the frame's seq is missing. */
  #advance(seq: number): void {
    this.cursor = Math.max(this.cursor ?? 0, seq);
    deepEqual(seqsOf(this.seen), seqsOf(this.#slice(this.#viewOf, this.start, this.cursor)));
    if (this.#ack !== null && this.cursor === this.#ack.head) this.#proveAck(this.#ack);
  }

  /** RT6: at the ack's head the client is where the ack says. */
  #proveAck(ack: { channels: Record<string, ChannelHead> }): void {
    for (const channel of this.#viewOf.channels) {
      const last = this.seen.filter((e) => e.channel === channel).at(-1);
      if (last !== undefined) deepEqual({ n: last.n, digest: last.digest }, ack.channels[channel]);
    }
  }

  /** Everything under way arrives, and the client does all that it has to. */
  calm(): void {
    for (let turns = 0; turns < 1000; turns++) {
      const isMoving = [this.answer(5), this.arrive(Infinity)].some(Boolean);
      this.acknowledge();
      if (!isMoving) return;
    }
    throw new Error("the session does not come to rest");
  }

  /** A client that reads and acknowledges is live with everything, or knows that its connection has ended. */
  expectsNothingMore(): void {
    this.calm();
    if (this.phase === "suspended") this.changeRights(RIGHTS.indexOf(this.#grants));
    this.calm();
    if (this.phase === "closed") this.connect();
    this.calm();
    this.tick();
    this.calm();
    this.ping();
    this.arrive(Infinity);
    deepEqual([this.phase, this.cursor], ["live", this.head]);
    deepEqual(seqsOf(this.seen), seqsOf(this.#slice(this.#viewOf, this.start, this.head)));
    deepEqual(this.#viewOf.key, audience(this.#grants).key);
  }
}
