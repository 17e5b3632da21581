/**
 * Collects items while one call is under way and hands over everything collected in the next: few statements under load, no
 * waiting when idle, and the order of the items kept.
 */
export class Batch<T> {
  readonly #flush: (items: T[]) => Promise<void>;
  readonly #limit: number;
  readonly #weigh: (item: T) => number;
  #waiting: { item: T; resolve: () => void; reject: (error: unknown) => void }[] = [];
  #running: Promise<void> | undefined;

  /** One call gets items up to a weight of `limit`, but at least one. An item weighs 1 unless `weigh` says otherwise. */
  constructor(limit: number, flush: (items: T[]) => Promise<void>, weigh: (item: T) => number = () => 1) {
    this.#weigh = weigh;
    this.#limit = limit;
    this.#flush = flush;
  }

  /** Resolves when the item's call has succeeded, rejects with the failure of that call. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #fitting(): number {
    let [count, weight] = [0, 0];
    for (const { item } of this.#waiting) {
      weight += this.#weigh(item);
      if (weight > this.#limit && count > 0) break;
      count++;
    }
    return count;
  }

  async #run(): Promise<void> {
    // What is added in the same turn goes into the same call.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#fitting());
      try {
        await this.#flush(batch.map((entry) => entry.item));
        for (const entry of batch) entry.resolve();
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    this.#running = undefined;
  }
}
