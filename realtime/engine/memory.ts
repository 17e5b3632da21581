/** Whoever holds memory that it can do without. */
export interface Holder {
  /** Gives up a part of what it holds; returns the bytes that it holds then: as many as before when nothing can go. */
  shed: () => number;
}

/** One bound for the memory of all holders: when they need more, those that were used longest ago give way. */
export class Memory {
  readonly limitBytes: number;
  #bytes = 0;
  /** In order of their last use. */
  readonly #held = new Map<Holder, number>();
  /** How often something was given up, and how much. */
  sheds = 0;
  shedBytes = 0;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A holder was used and holds so much now. */
  hold(holder: Holder, bytes: number): void {
    this.release(holder);
    this.#held.set(holder, bytes);
    this.#bytes += bytes;
    if (this.#bytes > this.limitBytes) this.#makeRoom();
  }

  release(holder: Holder): void {
    this.#bytes -= this.#held.get(holder) ?? 0;
    this.#held.delete(holder);
  }

  #makeRoom(): void {
    for (let [holder, bytes] of this.#held) {
      while (this.#bytes > this.limitBytes) {
        const left = holder.shed();
        if (left >= bytes) break;
        this.sheds += 1;
        this.shedBytes += bytes - left;
        this.#bytes -= bytes - left;
        this.#held.set(holder, left);
        bytes = left;
      }
    }
  }
}
