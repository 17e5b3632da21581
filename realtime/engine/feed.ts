import type { Pool } from "pg";
import { timeOfId } from "../../platform/ids";
import type { ChannelHead } from "../contract/event";
import type { Audience } from "../domain/audience";
import type { Entry } from "../domain/entry";
import { Ring } from "../domain/ring";
import type { Run } from "../domain/run";
import type { Page } from "../domain/session/event";
import type { Opened } from "../domain/session/state";
import { AudienceGroup, type Follower, type Handout } from "./audience-group";
import type { Holder, Memory } from "./memory";
import type { Observer, Run as Published } from "./observer";
import { type ReplayOptions, Replays } from "./replays";
import { type OrgState, readNewest, readOrgState, readPage } from "../store/log.read";

/** Events that a new feed fetches, so that clients which come back soon are served from memory. */
const WARM_EVENTS = 2000;
/** Of events erased lately: they may still be on their way to the ring. */
const REMEMBERED_ERASED = 1000;
const PAGE_BYTES = 256 * 1024;

export interface FeedOptions extends ReplayOptions {
  /** Memory for the newest events. */
  ringBytes: number;
  /** The bound that all feeds share. */
  memory: Memory;
  observer?: Observer;
}

/** When an event was made, and since when it waits here. */
interface Waiting {
  madeAtMs: number;
  since: number;
}

/**
 * One organisation's events in this process: the newest of them in memory, and the connections that follow. All services share it,
 * because one sequence orders them. What is appended is published by `publish`, which the hub calls once per tick.
 */
export class Feed implements Holder {
  readonly orgId: string;
  readonly #pool: Pool;
  readonly #observer: Observer | undefined;
  readonly #epoch: string;
  readonly #ringBytes: number;
  #ring: Ring;
  #channels: Record<string, ChannelHead>;
  readonly #groups = new Map<string, AudienceGroup>();
  readonly #replays: Replays;
  readonly #memory: Memory;
  #keptAfter: number;
  #publishedTo: number;
  /** Erasures up to this one are known here. */
  #erasures: number;
  /** The last of them: what is still under way to the ring has its payload. */
  #erased: ReadonlySet<string> = new Set();
  /** The oldest event that was not published yet. */
  #waiting: Waiting | null = null;
  #catchingUp: Promise<void> | null = null;
  #followers = 0;
  /** Connections that use it, in whatever phase. */
  #holders = 0;
  /** Nobody used it when the hub last looked. */
  isIdle = false;

  private constructor(orgId: string, options: FeedOptions, state: OrgState, newest: readonly Entry[]) {
    const { pool, ringBytes, memory, observer } = options;
    this.orgId = orgId;
    this.#pool = pool;
    this.#observer = observer;
    this.#epoch = state.epoch;
    this.#keptAfter = state.keptAfter;
    this.#erasures = state.erasures;
    this.#ringBytes = ringBytes;
    this.#ring = ringOf(state, newest, ringBytes);
    this.#channels = state.channels;
    this.#publishedTo = this.#ring.head;
    this.#replays = new Replays(orgId, options);
    this.#memory = memory;
    memory.hold(this, this.bytes);
  }

  /** A feed that knows the organisation's log as it stood at some moment of the call. */
  static async open(orgId: string, options: FeedOptions): Promise<Feed> {
    const { pool, ringBytes } = options;
    const state = await readOrgState(pool, orgId);
    const newest = await readNewest(pool, orgId, state, WARM_EVENTS, ringBytes);
    return new Feed(orgId, options, state, newest);
  }

  /** The newest event that this process has. */
  get head(): number {
    return this.#ring.head;
  }

  get followers(): number {
    return this.#followers;
  }

  get isHeld(): boolean {
    return this.#holders > 0;
  }

  /** Until `release`, the hub keeps this feed up to date. */
  hold(): void {
    this.#holders += 1;
    this.isIdle = false;
  }

  release(): void {
    this.#holders -= 1;
  }

  get bytes(): number {
    return this.#ring.bytes + this.#replays.bytes;
  }

  /** First what was prepared for replays goes, then the older events: what was published is in the log. */
  shed(): number {
    if (this.#replays.bytes > 0) this.#replays.clear();
    else this.#ring.shed(this.#publishedTo);
    return this.bytes;
  }

  /** Lets go of what was prepared for replays and not used since the last call. */
  age(): void {
    this.#replays.age();
    this.#memory.hold(this, this.bytes);
  }

  get keptAfter(): number {
    return this.#keptAfter;
  }

  /** Everything up to it was handed to the followers: to each of them. */
  get publishedTo(): number {
    return this.#publishedTo;
  }

  /** What a session begins with, all of one moment: of this one, for the channels go on. */
  state(): Opened {
    return {
      head: this.head,
      keptAfter: this.#keptAfter,
      epoch: this.#epoch,
      channels: this.#channels,
    };
  }

  /** Learns that retention has dropped events up to this one. */
  keepAfter(seq: number): void {
    this.#keptAfter = Math.max(this.#keptAfter, seq);
  }

  get erasures(): number {
    return this.#erasures;
  }

  /** Takes the payload out of events that were erased by the erasures up to this one. */
  redact(ids: ReadonlySet<string>, erasures: number): void {
    this.#erased = new Set([...this.#erased, ...ids].slice(-REMEMBERED_ERASED));
    this.#erasures = erasures;
    this.#ring.redact(ids);
    this.#replays.clear();
  }

  /** Adds what follows the head; false when events between the two are missing here and must be read from the log. */
  append(entries: readonly Entry[]): boolean {
    const isWhole = this.#append(entries);
    this.#memory.hold(this, this.bytes);
    return isWhole;
  }

  #append(entries: readonly Entry[]): boolean {
    for (const entry of entries) {
      if (entry.seq <= this.head) continue;
      if (entry.seq > this.head + 1) return false;
      this.#ring.push(this.#erased.has(entry.id) ? entry.redacted : entry);
      this.#waiting ??= { madeAtMs: timeOfId(entry.id), since: performance.now() };
      const { channel, n, digest } = entry;
      this.#channels[channel] = { n, digest };
    }
    return true;
  }

  /** Reads from the log until the head is at least `head`, where another process has sequenced. */
  async catchUp(head: number): Promise<void> {
    while (this.head < head) {
      this.#catchingUp ??= this.#readOn().finally(() => {
        this.#catchingUp = null;
      });
      await this.#catchingUp;
    }
  }

  async #readOn(): Promise<void> {
    const before = this.head;
    const page = await readPage(this.#pool, this.orgId, null, before);
    this.append(page.entries);
    if (this.head > before) return;
    if (page.keptAfter <= before) throw new Error(`the log of ${this.orgId} has a hole after ${before}`);
    await this.#startOver();
  }

  /** Retention has dropped what came next, as when this machine slept for days. Whoever follows reads the log and learns it there. */
  async #startOver(): Promise<void> {
    const state = await readOrgState(this.#pool, this.orgId);
    const newest = await readNewest(this.#pool, this.orgId, state, WARM_EVENTS, this.#ringBytes);
    this.#ring = ringOf(state, newest, this.#ringBytes);
    this.#channels = state.channels;
    this.#erasures = state.erasures;
    this.keepAfter(state.keptAfter);
    this.#replays.clear();
    this.#memory.hold(this, this.bytes);
  }

  /**
   * The audience's events above `after`: at once while memory holds them, else from the log.
   * Up to a page; where it ends short of `head`, there is more to read.
   */
  read(audience: Audience, after: number): Page | Promise<Page> {
    const slice = this.#ring.read(after, audience.channels, PAGE_BYTES);
    if (slice === null) return this.#readLog(audience, after);
    const page = this.#replays.fromMemory(audience, slice, this.head);
    this.#memory.hold(this, this.bytes);
    return page;
  }

  async #readLog(audience: Audience, after: number): Promise<Page> {
    const { page, keptAfter } = await this.#replays.fromLog(audience, after);
    this.keepAfter(keptAfter);
    this.#memory.hold(this, this.bytes);
    return page;
  }

  /** From now on the follower, who has everything up to `head`, hears of what comes behind it. */
  follow(audience: Audience, follower: Follower): void {
    let group = this.#groups.get(audience.key);
    if (group === undefined) this.#groups.set(audience.key, (group = new AudienceGroup(audience, this.#publishedTo)));
    group.add(follower, this.head);
    this.#followers += 1;
  }

  unfollow(audience: Audience, follower: Follower): void {
    const group = this.#groups.get(audience.key);
    if (group?.delete(follower) !== true) return;
    this.#followers -= 1;
    if (group.size === 0) this.#groups.delete(audience.key);
  }

  /**
   * Takes what was appended since the last call; returns what hands it to the followers, one with each step: to those of one audience
   * the same frames. That must have ended before the next call.
   */
  publish(): Handout {
    const { head } = this;
    const after = this.#publishedTo;
    if (after === head) return [];
    const runOf = this.#sharedRuns();
    const handouts = Array.from(this.#groups.values(), (group) => {
      const slice = this.#ring.read(after, group.audience.channels, Number.POSITIVE_INFINITY);
      return slice === null ? group.forget(head) : group.publish(slice.entries, head, runOf);
    });
    const waiting = this.#waiting;
    this.#waiting = null;
    return this.#hand(handouts, { after, upTo: head }, waiting);
  }

  /** Audiences that differ often see the same of what is new: they are handed one run. */
  #sharedRuns(): (entries: readonly Entry[]) => Run {
    if (this.#groups.size === 1) return (entries) => this.#replays.run(entries);
    const runs = new Map<string, Run>();
    return (entries) => {
      const key = entries.map(({ seq }) => seq).join();
      const known = runs.get(key) ?? this.#replays.run(entries);
      runs.set(key, known);
      return known;
    };
  }

  *#hand(
    handouts: readonly Handout[],
    { after, upTo }: Pick<Published, "after" | "upTo">,
    waiting: Waiting | null,
  ): Handout {
    try {
      for (const handout of handouts) yield* handout;
    } finally {
      this.#publishedTo = upTo;
    }
    if (waiting === null || this.#followers === 0) return;
    const waitedMs = performance.now() - waiting.since;
    this.#observer?.published({ orgId: this.orgId, after, upTo, madeAtMs: waiting.madeAtMs, waitedMs });
  }
}

function ringOf({ head }: OrgState, newest: readonly Entry[], limitBytes: number): Ring {
  const ring = new Ring((newest[0]?.seq ?? head + 1) - 1, limitBytes);
  for (const entry of newest) ring.push(entry);
  return ring;
}
