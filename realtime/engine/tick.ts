/** What a tick may cost a reader in latency at most. */
const MAX_GAP_MS = 50;
/** A send costs a few microseconds on the stand-alone host and about 20 on Encore; the measured duration tells where this guess is low. */
const MS_PER_FOLLOWER = 0.004;

/**
 * Runs work at once when it has rested long enough, else a little later: the busier, the longer the pause, so that at most about
 * half of the time goes into sending, and what arrives meanwhile goes out in one write per socket.
 */
export class Tick {
  readonly #work: () => void;
  #timer: NodeJS.Timeout | null = null;
  #notBefore = 0;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** @param followers how many connections the work will write to */
  request(followers: number): void {
    if (this.#timer !== null) return;
    const wait = this.#notBefore - performance.now();
    if (wait <= 0) this.#run(followers);
    else this.#timer = setTimeout(() => this.#run(followers), wait);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #run(followers: number): void {
    this.#timer = null;
    const start = performance.now();
    this.#work();
    const end = performance.now();
    this.#notBefore = end + Math.min(MAX_GAP_MS, Math.max(end - start, followers * MS_PER_FOLLOWER));
  }
}
