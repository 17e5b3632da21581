import type { Pool } from "pg";
import type { Appended } from "../store/log.store";
import { readHeads } from "../store/log.read";
import { Feed } from "./feed";
import { Tick } from "./tick";

export interface HubOptions {
  pool: Pool;
  /** Memory for the newest events of one organisation. */
  ringBytes: number;
  onError: (error: unknown) => void;
}

/** The organisations that somebody here follows, one feed each, however many connections there are. */
export class Hub {
  readonly #options: HubOptions;
  readonly #feeds = new Map<string, Feed>();
  readonly #opening = new Map<string, Promise<Feed>>();
  readonly #dirty = new Set<Feed>();
  readonly #tick: Tick;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#tick = new Tick(() => this.#publish());
  }

  get feeds(): ReadonlyMap<string, Feed> {
    return this.#feeds;
  }

  /** The feed of an organisation. It has come to `reach`, if the log has: another process may have told a client of it before us. */
  async open(orgId: string, reach: number): Promise<Feed> {
    const feed = this.#feeds.get(orgId) ?? (await this.#openOnce(orgId));
    if (feed.head < reach) await this.#catchUp([feed]);
    return feed;
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
    const feed = await Feed.open(this.#options.pool, orgId, this.#options.ringBytes);
    this.#feeds.set(orgId, feed);
    // What was appended while the feed was read had nowhere to go.
    await this.#catchUp([feed]);
    return feed;
  }

  /** Takes what this process has just brought into the log. */
  append(appended: readonly Appended[]): void {
    for (const { orgId, entries } of appended) {
      const feed = this.#feeds.get(orgId);
      if (feed === undefined) continue;
      this.#dirty.add(feed);
      if (!feed.append(entries)) this.#follow(feed, entries.at(-1)?.event.seq ?? 0);
    }
    if (this.#dirty.size > 0) this.#tick.request(this.#followers());
  }

  /** Takes over what other processes have brought into the log. */
  async refresh(): Promise<void> {
    await this.#catchUp([...this.#feeds.values()]);
  }

  async #catchUp(feeds: readonly Feed[]): Promise<void> {
    if (feeds.length === 0) return;
    const heads = await readHeads(
      this.#options.pool,
      feeds.map((feed) => feed.orgId),
    );
    await Promise.all(
      feeds.map(async (feed) => {
        const known = heads.get(feed.orgId);
        if (known === undefined) return;
        feed.keepAfter(known.keptAfter);
        if (known.head > feed.head) await this.#readOn(feed, known.head);
      }),
    );
  }

  #follow(feed: Feed, head: number): void {
    // The sweep tries again, should this fail.
    this.#readOn(feed, head).catch(this.#options.onError);
  }

  async #readOn(feed: Feed, head: number): Promise<void> {
    await feed.catchUp(head);
    this.#dirty.add(feed);
    this.#tick.request(this.#followers());
  }

  #publish(): void {
    const feeds = [...this.#dirty];
    this.#dirty.clear();
    for (const feed of feeds) feed.publish();
  }

  #followers(): number {
    let count = 0;
    for (const feed of this.#dirty) count += feed.followers;
    return count;
  }

  /** Forgets the feeds that nobody has followed since the last call; a new connection reads them again. */
  forgetIdle(): void {
    for (const [orgId, feed] of this.#feeds) {
      if (feed.followers > 0) feed.isIdle = false;
      else if (feed.isIdle) this.#feeds.delete(orgId);
      else feed.isIdle = true;
    }
  }

  stop(): void {
    this.#tick.stop();
  }
}
