/** Batches remembered: with the second way of a batch at most some seconds behind the first, far more than are under way. */
const REMEMBERED = 10_000;

/**
 * The batches that this process is taking or has taken lately, by their number: one that comes again, by whichever way, is not taken
 * again. The database knows them all; this spares it, and the reading of the batch.
 */
export class RecentBatches {
  readonly #settled = new Map<string, Promise<void>>();
  /** Batches that came again. */
  repeated = 0;

  /** Runs `take` unless the batch of this name was taken or is being taken; what failed may come again. */
  async once(name: string, take: () => Promise<void>): Promise<void> {
    const known = this.#settled.get(name);
    if (known !== undefined) {
      this.repeated += 1;
      return known;
    }
    const taking = take();
    this.#settled.set(name, taking);
    taking.catch(() => this.#settled.delete(name));
    if (this.#settled.size > REMEMBERED) {
      for (const oldest of this.#settled.keys()) {
        this.#settled.delete(oldest);
        break;
      }
    }
    return taking;
  }
}
