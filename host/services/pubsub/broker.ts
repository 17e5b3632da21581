import { randomBytes, randomInt } from "node:crypto";
import { Client } from "pg";
import { Batch } from "./batch";
import { holdLeases, type NewDelivery, QueueStore, wakeChannel } from "./queue-store";
import { type Handler, type Settlement, Subscriber, type SubscriptionPolicy } from "./subscriber";

/** Longest time between two looks at the queues: what makes up for every wake-up that gets lost. */
const sweepMs = 2_000;
const expiryMs = 600_000;
const relistenMs = 1_000;
/** A process that holds no lock for so long is taken for dead: long enough to listen again after a lost connection. */
const silentMs = 3_000;
/** Messages of one statement; a large one counts as several, so that a statement holds some megabytes and no more. */
const largestPublish = 500;
const largeBytes = 10_000;
const largestSettlement = 500;

/**
 * Durable queues on PostgreSQL, one per subscription, at least once. Any number of processes publish to and take from them. Waking
 * up by NOTIFY is for speed only; a sweep finds what is due in any case: retries, and what a dead or stuck process had taken.
 */
export class Broker {
  readonly #store: QueueStore;
  readonly #sender = randomBytes(6).toString("hex");
  readonly #holder = randomInt(1, 2 ** 31);
  /** Holds the lock by which others know that it lives. */
  #isKnown = false;
  /** Processes that hold no lock, and since when that was seen. */
  #silent = new Map<number, number>();
  readonly #published: Batch<NewDelivery[]>;
  readonly #settlement: Settlement;
  readonly #subscribers = new Map<string, Subscriber>();
  readonly #url: string;
  readonly #onError: (error: Error) => void;
  #listening: Promise<void> | undefined;
  #listener: Client | undefined;
  #sweepTimer: NodeJS.Timeout | undefined;
  #sweepAt = Number.POSITIVE_INFINITY;
  #expiredAt = 0;
  #isStopped = false;

  /** `onError` hears of lost connections and failed sweeps; both are tried again. */
  constructor(url: string, onError: (error: Error) => void) {
    this.#url = url;
    // While ending, lost connections are what we want.
    this.#onError = (error) => {
      if (!this.#isStopped) onError(error);
    };
    this.#store = new QueueStore(url, this.#onError);
    const flush = async (batch: NewDelivery[][]): Promise<void> => {
      const messages = batch.flat();
      await this.#store.publish(messages, this.#sender);
      for (const queue of new Set(messages.map((message) => message.queue))) this.#subscribers.get(queue)?.wake();
    };
    this.#published = new Batch(largestPublish, flush, weightOf);
    this.#settlement = {
      acknowledged: new Batch(largestSettlement, (leases) => this.#store.acknowledge(leases)),
      retried: new Batch(largestSettlement, async (retries) => {
        await this.#store.retry(retries);
        this.#sweepWithin(Math.min(...retries.map((retry) => retry.delayMs)));
      }),
      buried: new Batch(largestSettlement, (burials) => this.#store.bury(burials)),
    };
  }

  /** Stores one message for each of its queues, all or none; resolves when it is safe. Messages keep the order of the calls. */
  async publish(messages: NewDelivery[]): Promise<void> {
    if (messages.length > 0) await this.#published.add(messages);
  }

  /** Hands the queue's messages to the handler from now on. A queue has one handler per process. */
  subscribe(policy: SubscriptionPolicy, handler: Handler): void {
    const subscriber = new Subscriber(this.#store, this.#settlement, policy, handler, this.#holder);
    this.#subscribers.set(policy.queue, subscriber);
    this.#listening ??= this.#keepListening();
    this.#sweepWithin(0);
  }

  /** Takes no more messages; publishing goes on. */
  stopTaking(): void {
    this.#isStopped = true;
    clearTimeout(this.#sweepTimer);
    for (const subscriber of this.#subscribers.values()) subscriber.stopTaking();
  }

  /** Takes no more messages; resolves when the running handlers have ended and everything is settled. */
  async drain(): Promise<void> {
    this.stopTaking();
    await Promise.all([...this.#subscribers.values()].map((subscriber) => subscriber.drain()));
    await Promise.all(Object.values(this.#settlement).map((batch) => batch.settled()));
  }

  /** After `drain`: publishes what is under way and closes every connection. */
  async close(): Promise<void> {
    await this.#published.settled();
    await this.#listener?.end();
    await this.#listening;
    await this.#store.close();
  }

  async #keepListening(): Promise<void> {
    while (!this.#isStopped) {
      const client = new Client({
        connectionString: this.#url,
        application_name: "lobby pubsub listener",
        keepAlive: true,
      });
      const ended = new Promise((resolve) => client.once("end", resolve));
      client.on("error", this.#onError);
      client.on("notification", ({ payload }) => this.#onNotification(payload ?? ""));
      try {
        await client.connect();
        this.#isKnown = await holdLeases(client, this.#holder);
        await client.query(`listen ${wakeChannel}`);
        this.#listener = client;
        // What was published before we listened has woken nobody here.
        for (const subscriber of this.#subscribers.values()) subscriber.wake();
        // Whoever stopped us meanwhile has found no listener to end.
        if (!this.#isStopped) await ended;
      } catch (error) {
        this.#onError(error as Error);
      } finally {
        this.#listener = undefined;
        this.#isKnown = false;
        await client.end();
      }
      if (!this.#isStopped) await new Promise((resolve) => setTimeout(resolve, relistenMs));
    }
  }

  /** `<sender> <queue>`; our own messages have woken their subscriber already. */
  #onNotification(payload: string): void {
    const space = payload.indexOf(" ");
    if (payload.slice(0, space) !== this.#sender) this.#subscribers.get(payload.slice(space + 1))?.wake();
  }

  /** Frees what dead processes had. True: some are silent, and may be dead soon. */
  async #freeLeases(): Promise<boolean> {
    const now = Date.now();
    const silent = new Map((await this.#store.findSilent(this.#holder)).map((id) => [id, this.#silent.get(id) ?? now]));
    const dead = [...silent].filter(([, since]) => now - since >= silentMs).map(([id]) => id);
    if (dead.length > 0) await this.#store.freeLeases(dead);
    for (const id of dead) silent.delete(id);
    this.#silent = silent;
    return silent.size > 0;
  }

  #sweepWithin(ms: number): void {
    const at = Date.now() + Math.min(ms, sweepMs);
    if (this.#isStopped || at >= this.#sweepAt) return;
    clearTimeout(this.#sweepTimer);
    this.#sweepAt = at;
    this.#sweepTimer = setTimeout(() => void this.#sweep(), at - Date.now());
  }

  async #sweep(): Promise<void> {
    this.#sweepAt = Number.POSITIVE_INFINITY;
    let next = sweepMs;
    try {
      if (!this.#isKnown && this.#listener) this.#isKnown = await holdLeases(this.#listener, this.#holder);
      if (await this.#freeLeases()) next = relistenMs;
      for (const [queue, ms] of await this.#store.nextDue([...this.#subscribers.keys()])) {
        if (ms <= 0) this.#subscribers.get(queue)?.wake();
        else next = Math.min(next, ms);
      }
      if (Date.now() - this.#expiredAt > expiryMs) {
        this.#expiredAt = Date.now();
        await this.#store.buryExpired();
      }
    } catch (error) {
      this.#onError(error as Error);
    }
    this.#sweepWithin(Math.max(next, 5));
  }
}

function weightOf(messages: NewDelivery[]): number {
  let weight = 0;
  for (const { payload } of messages) weight += 1 + payload.length / largeBytes;
  return weight;
}
