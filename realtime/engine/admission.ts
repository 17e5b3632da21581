/** Refused because too many wait already, or because one has waited too long. */
export class Crowded extends Error {
  override name = "Crowded";
}

export interface AdmissionOptions {
  /** Handshakes that are opened at a time. */
  places: number;
  /** How many more may wait, and for how long. */
  waiting: number;
  waitMs: number;
  nowMs: () => number;
  /** In [0, 1). */
  random?: () => number;
}

interface Waiter {
  enter: () => void;
  refuse: (error: Crowded) => void;
  sinceMs: number;
}

/**
 * Lets so many handshakes at a time open their log, the others in their order after them (RT24). Who would wait too long is told when
 * to come back instead: the more come, the later, each at a moment of its own.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #waiting = new Set<Waiter>();
  #free: number;
  /** Who was refused lately and is expected back. */
  #refused = 0;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#free = options.places;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Rejects with Crowded, or with what the work rejects with. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#line();
    try {
      return await work();
    } finally {
      // The place goes to the next in line without becoming free in between.
      const [next] = this.#waiting;
      if (next === undefined) this.#free += 1;
      else {
        this.#waiting.delete(next);
        next.enter();
      }
    }
  }

  #line(): Promise<void> {
    const { waiting, nowMs } = this.#options;
    if (this.#waiting.size >= waiting) throw new Crowded("too many wait already");
    return new Promise((enter, refuse) => this.#waiting.add({ enter, refuse, sinceMs: nowMs() }));
  }

  /** Refuses who has waited too long, and forgets who was refused a while ago. To be called once a second. */
  tidy(): void {
    const oldest = this.#options.nowMs() - this.#options.waitMs;
    for (const waiter of this.#waiting) {
      if (waiter.sinceMs > oldest) break;
      this.#waiting.delete(waiter);
      waiter.refuse(new Crowded("waited too long"));
    }
    this.#refused = Math.floor(this.#refused / 2);
  }

  /**
   * When whoever is refused now is to try again: not before `leastMs`, spread over a time in which the server can take as many as
   * wait and as were refused lately, a thousand a second.
   */
  retryAfterMs(leastMs: number): number {
    const { random = Math.random } = this.#options;
    this.#refused += 1;
    return Math.round(leastMs + random() * (leastMs + this.#waiting.size + this.#refused));
  }
}
