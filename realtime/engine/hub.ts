import type { Pool } from "pg";
import type { IsStateLike } from "../domain/catalogue";
import type { Appended } from "../store/log.store";
import { readErased } from "../store/erased.read";
import { readHeads } from "../store/log.read";
import { Feed } from "./feed";
import { Gate } from "./gate";
import { LargeEvents } from "./large-events";
import { Memory } from "./memory";
import type { Observer } from "./observer";
import { Tick } from "./tick";

/** Pages read from the log at a time. */
const REPLAYS = 4;

type Heads = Awaited<ReturnType<typeof readHeads>>;

export interface HubOptions {
  pool: Pool;
  /** Memory for the newest events of one organisation. */
  ringBytes: number;
  /** Memory for the events and prepared replays of all organisations together. */
  memoryBytes: number;
  onError: (error: unknown) => void;
  observer?: Observer;
  /** By the catalogue where not given. */
  isStateLike?: IsStateLike;
}

/** The organisations that somebody here follows, one feed each, however many connections there are. */
export class Hub {
  readonly memory: Memory;
  readonly largeEvents = new LargeEvents();
  readonly #options: HubOptions;
  readonly #feeds = new Map<string, Feed>();
  readonly #opening = new Map<string, Promise<Feed>>();
  readonly #dirty = new Set<Feed>();
  readonly #tick: Tick;
  readonly #replays = new Gate(REPLAYS);
  #readingHeads: Promise<unknown> = Promise.resolve();
  #nextRefresh: Promise<void> | null = null;

  constructor(options: HubOptions) {
    this.#options = options;
    this.memory = new Memory(options.memoryBytes);
    this.#tick = new Tick(() => this.#publish());
  }

  get feeds(): ReadonlyMap<string, Feed> {
    return this.#feeds;
  }

  /**
   * The feed of an organisation, held for the caller, who releases it. It has come to `reach`, if the log has: another process may
   * have told a client of it before us.
   */
  async open(orgId: string, reach: number): Promise<Feed> {
    const feed = this.#feeds.get(orgId) ?? (await this.#openOnce(orgId));
    feed.hold();
    try {
      if (feed.head < reach) await this.#catchUp([feed]);
      return feed;
    } catch (error) {
      feed.release();
      throw error;
    }
  }

  #openOnce(orgId: string): Promise<Feed> {
    let opening = this.#opening.get(orgId);
    if (opening === undefined) {
      opening = this.#open(orgId).finally(() => this.#opening.delete(orgId));
      this.#opening.set(orgId, opening);
    }
    return opening;
  }

  async #open(orgId: string): Promise<Feed> {
    const feed = await Feed.open(orgId, { ...this.#options, memory: this.memory, replays: this.#replays });
    this.#feeds.set(orgId, feed);
    // What was appended while the feed was read had nowhere to go.
    await this.#catchUp([feed]);
    return feed;
  }

  /** Takes what this process has just brought into the log. */
  append(appended: readonly Appended[]): void {
    this.largeEvents.pack(appended);
    for (const { orgId, entries } of appended) {
      const feed = this.#feeds.get(orgId);
      if (feed === undefined) continue;
      this.#dirty.add(feed);
      if (!feed.append(entries)) this.#follow(feed, entries.at(-1)?.seq ?? 0);
    }
    if (this.#dirty.size > 0) this.#tick.request();
  }

  /** Takes over what other processes have brought into the log. Calls while the heads are being read share the next reading. */
  refresh(): Promise<void> {
    this.#nextRefresh ??= this.#readingHeads.then(() => {
      this.#nextRefresh = null;
      const feeds = [...this.#feeds.values()];
      const heads = this.#readHeads(feeds);
      this.#readingHeads = heads.catch(() => {});
      return heads.then((known) => this.#takeOver(feeds, known));
    });
    return this.#nextRefresh;
  }

  async #catchUp(feeds: readonly Feed[]): Promise<void> {
    await this.#takeOver(feeds, await this.#readHeads(feeds));
  }

  async #readHeads(feeds: readonly Feed[]): Promise<Heads> {
    if (feeds.length === 0) return new Map();
    const orgIds = feeds.map((feed) => feed.orgId);
    return readHeads(this.#options.pool, orgIds);
  }

  async #takeOver(feeds: readonly Feed[], heads: Heads): Promise<void> {
    await Promise.all(
      feeds.map(async (feed) => {
        const known = heads.get(feed.orgId);
        if (known === undefined) return;
        feed.keepAfter(known.keptAfter);
        if (known.erasures > feed.erasures) await this.#redact(feed, known.erasures);
        if (known.head > feed.head) await this.#readOn(feed, known.head);
      }),
    );
  }

  async #redact(feed: Feed, erasures: number): Promise<void> {
    feed.redact(await readErased(this.#options.pool, feed.orgId, feed.erasures), erasures);
  }

  #follow(feed: Feed, head: number): void {
    // The sweep tries again, should this fail.
    this.#readOn(feed, head).catch(this.#options.onError);
  }

  async #readOn(feed: Feed, head: number): Promise<void> {
    await feed.catchUp(head);
    this.#dirty.add(feed);
    this.#tick.request();
  }

  *#publish(): Generator<void> {
    const feeds = [...this.#dirty];
    this.#dirty.clear();
    const start = performance.now();
    for (const feed of feeds) yield* this.#publishOne(feed);
    this.#options.observer?.ticked(performance.now() - start);
  }

  /** What fails with one organisation does not keep the others waiting. */
  *#publishOne(feed: Feed): Generator<void> {
    try {
      yield* feed.publish();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /**
   * Forgets the feeds that nobody has used since the last call, which a new connection reads again, and of the others the prepared
   * replays that nobody has used.
   */
  forgetIdle(): void {
    for (const [orgId, feed] of this.#feeds) {
      if (!feed.isHeld && feed.isIdle) {
        this.#feeds.delete(orgId);
        this.memory.release(feed);
        continue;
      }
      feed.isIdle = !feed.isHeld;
      feed.age();
    }
  }

  stop(): void {
    this.#tick.stop();
  }
}
