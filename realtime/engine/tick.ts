/** What a tick may cost a reader in latency at most. */
const MAX_GAP_MS = 50;

/**
 * Runs work at once when it has rested long enough, else a little later: the busier, the longer the pause, so that at most about
 * half of the time goes into sending, and what arrives meanwhile goes out in one write per socket.
 */
export class Tick {
  readonly #work: () => void;
  readonly #now: () => number;
  #state: "resting" | "waiting" | "working" = "resting";
  /** Asked for again while it was working. */
  #isWanted = false;
  #timer: NodeJS.Timeout | null = null;
  #notBefore = 0;

  /** @param now milliseconds that only grow */
  constructor(work: () => void, now = (): number => performance.now()) {
    this.#work = work;
    this.#now = now;
  }

  request(): void {
    if (this.#state === "working") this.#isWanted = true;
    if (this.#state !== "resting") return;
    const wait = this.#notBefore - this.#now();
    if (wait <= 0) return this.#run();
    this.#state = "waiting";
    this.#timer = setTimeout(() => this.#run(), wait);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #run(): void {
    this.#state = "working";
    const start = this.#now();
    // The sockets are written to when the work has ended, so its end is seen when the loop has come round.
    setImmediate(() => this.#rest(this.#now() - start));
    this.#work();
  }

  #rest(tookMs: number): void {
    this.#state = "resting";
    this.#notBefore = this.#now() + Math.min(MAX_GAP_MS, tookMs);
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.request();
  }
}
