import type { Batch } from "./batch";
import type { Burial, Delivery, Lease, QueueStore, Retry } from "./queue-store";
import { backoffMs, mayRetry, type RetryPolicy } from "./retry-policy";

/** How one subscription wants its messages. */
export interface SubscriptionPolicy extends RetryPolicy {
  queue: string;
  ackDeadlineMs: number;
  /** Messages handled at once in this process; 0 or less: no limit. */
  maxConcurrency: number;
  /** Hears of a message that becomes a dead letter without its handler: nobody answered its last delivery. */
  onUnanswered?: (delivery: Delivery) => void;
}

/** Where finished deliveries go, shared by all subscriptions of the process. */
export interface Settlement {
  acknowledged: Batch<Lease>;
  retried: Batch<Retry>;
  buried: Batch<Burial>;
}

/** A rejection is a failed delivery. */
export type Handler = (delivery: Delivery) => Promise<unknown>;

const largestTake = 500;
const longestHandlingMs = 600_000;

/** Takes the messages of one subscription and runs its handler, at most `maxConcurrency` at a time. */
export class Subscriber {
  readonly policy: SubscriptionPolicy;
  readonly #store: QueueStore;
  readonly #settlement: Settlement;
  readonly #handler: Handler;
  readonly #holder: number;
  readonly #running = new Set<Promise<void>>();
  /** Of what is being handled, and since when. */
  readonly #leases = new Map<Lease, number>();
  #renewal: NodeJS.Timeout | undefined;
  #taking: Promise<void> | undefined;
  /** Something may be due that the last look did not see. */
  #isStale = false;
  #isStopped = false;

  /** @param holder the number of this process in the queues */
  constructor(store: QueueStore, settlement: Settlement, policy: SubscriptionPolicy, handler: Handler, holder: number) {
    this.#store = store;
    this.#settlement = settlement;
    this.policy = policy;
    this.#handler = handler;
    this.#holder = holder;
  }

  /** Looks for messages now, or as soon as a handler is free. Failures to look are left to the next sweep. */
  wake(): void {
    this.#isStale = true;
    if (this.#taking || this.#isStopped || this.#free() === 0) return;
    this.#taking = this.#take()
      .catch(() => {})
      .finally(() => {
        this.#taking = undefined;
        if (this.#isStale) this.wake();
      });
  }

  stopTaking(): void {
    this.#isStopped = true;
  }

  /** After `stopTaking`: resolves when the running handlers have ended. */
  async drain(): Promise<void> {
    await this.#taking;
    await Promise.all(this.#running);
    clearInterval(this.#renewal);
  }

  #free(): number {
    const { maxConcurrency } = this.policy;
    return maxConcurrency > 0 ? Math.max(0, maxConcurrency - this.#running.size) : Number.POSITIVE_INFINITY;
  }

  async #take(): Promise<void> {
    while (this.#isStale && !this.#isStopped) {
      const limit = Math.min(this.#free(), largestTake);
      if (limit === 0) return;
      this.#isStale = false;
      const { queue, ackDeadlineMs } = this.policy;
      const deliveries = await this.#store.take(queue, limit, ackDeadlineMs, this.#holder);
      if (deliveries.length === limit) this.#isStale = true;
      for (const delivery of deliveries) {
        if (this.#isSpent(delivery)) this.#bury(delivery);
        else this.#start(delivery);
      }
    }
  }

  /** It was delivered as often as it may be, and no process lived to say what came of the last time. */
  #isSpent({ attempt }: Delivery): boolean {
    return !mayRetry(this.policy, attempt - 1);
  }

  #bury(delivery: Delivery): void {
    const { id, attempt } = delivery;
    this.policy.onUnanswered?.(delivery);
    const reason = "its last delivery was not answered: the process that handled it ended or hung";
    this.#settlement.buried.add({ id, attempt, reason }).catch(() => {});
  }

  /** A handler may take longer than a lease. One that takes so long that it will hardly ever end gets a second try elsewhere. */
  #renew(): void {
    const { ackDeadlineMs } = this.policy;
    const longest = Math.max(longestHandlingMs, 10 * ackDeadlineMs);
    const alive = [...this.#leases].filter(([, since]) => Date.now() - since < longest).map(([lease]) => lease);
    if (alive.length > 0) this.#store.renew(alive, ackDeadlineMs, this.#holder).catch(() => {});
  }

  #start(delivery: Delivery): void {
    const run = this.#handle(delivery).finally(() => {
      this.#running.delete(run);
      // With the next turn, so that what ends in this one is made up for by one look and not by many.
      if (this.#isStale) setImmediate(() => this.wake());
    });
    this.#running.add(run);
  }

  async #handle(delivery: Delivery): Promise<void> {
    const lease = { id: delivery.id, attempt: delivery.attempt };
    this.#renewal ??= setInterval(() => this.#renew(), this.policy.ackDeadlineMs / 3).unref();
    this.#leases.set(lease, Date.now());
    let settled: Promise<void>;
    try {
      await this.#handler(delivery);
      settled = this.#settlement.acknowledged.add(lease);
    } catch (error) {
      settled = this.#fail(delivery, lease, error);
    }
    this.#leases.delete(lease);
    // A settlement that fails leaves the lease to run out: the message comes again. Nobody waits for it here.
    settled.catch(() => {});
  }

  #fail(delivery: Delivery, lease: Lease, error: unknown): Promise<void> {
    const { attempt } = delivery;
    if (!mayRetry(this.policy, attempt)) return this.#settlement.buried.add({ ...lease, reason: reasonOf(error) });
    return this.#settlement.retried.add({ ...lease, delayMs: backoffMs(this.policy, attempt) });
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 1_000).replaceAll("\0", "");
}
