/** What a pause may cost a reader in latency at most. */
const MAX_PAUSE_MS = 10;
/** Work goes on for so long at a stretch; then the loop comes round, and what brings the next events goes on. */
const SLICE_MS = 2;
/** Steps between two looks at the clock. */
const STEPS = 16;

/**
 * Runs work at once when it has rested long enough, else a little later: the busier, the longer the pause, so that at most about
 * half of the time goes into sending, and what arrives meanwhile goes out in one write per socket. Long work is done in slices.
 */
export class Tick {
  readonly #work: () => Generator;
  readonly #now: () => number;
  #state: "resting" | "waiting" | "working" = "resting";
  /** Asked for again while it was working. */
  #isWanted = false;
  #timer: NodeJS.Timeout | null = null;
  #notBefore = 0;

  /**
   * @param work called with each tick; each step of what it returns is a piece that is done without a break
   * @param now milliseconds that only grow
   */
  constructor(work: () => Generator, now = (): number => performance.now()) {
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
    this.#goOn(this.#work(), start);
  }

  #goOn(steps: Generator, start: number): void {
    const end = this.#now() + SLICE_MS;
    let isDone = true;
    try {
      do {
        isDone = true;
        for (let i = 0; i < STEPS; i++) if ((isDone = steps.next().done === true)) return;
      } while (this.#now() < end);
    } finally {
      // The sockets are written to when the work has ended, so its end is seen when the loop has come round.
      setImmediate(() => (isDone ? this.#rest(this.#now() - start) : this.#goOn(steps, start)));
    }
  }

  #rest(tookMs: number): void {
    this.#state = "resting";
    this.#notBefore = this.#now() + Math.min(MAX_PAUSE_MS, tookMs);
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.request();
  }
}
