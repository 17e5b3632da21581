/** Lines of one kind: so many at once, and so many a second in the long run. */
const BURST = 50;
const PER_SECOND = 5;

interface Bucket {
  tokens: number;
  atMs: number;
  suppressed: number;
}

/** Keeps a storm of connections from flooding the log: what is left out is counted, and the next line of its kind says how many. */
export class LogBudget {
  readonly #buckets = new Map<string, Bucket>();

  /** The number of lines of this kind that were left out before this one; null when this one is to be left out, too. */
  take(kind: string, nowMs: number): number | null {
    let bucket = this.#buckets.get(kind);
    if (bucket === undefined) this.#buckets.set(kind, (bucket = { tokens: BURST, atMs: nowMs, suppressed: 0 }));
    bucket.tokens = Math.min(BURST, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * PER_SECOND);
    bucket.atMs = nowMs;
    if (bucket.tokens < 1) {
      bucket.suppressed += 1;
      return null;
    }
    bucket.tokens -= 1;
    const { suppressed } = bucket;
    bucket.suppressed = 0;
    return suppressed;
  }
}
