/** What becomes of a message whose delivery failed. */
export interface RetryPolicy {
  minBackoffMs: number;
  maxBackoffMs: number;
  /** n retries are n + 1 deliveries. Negative: no end. */
  maxRetries: number;
}

/** False: the delivery with this number, from 1, was the last one. */
export function mayRetry({ maxRetries }: RetryPolicy, attempt: number): boolean {
  return maxRetries < 0 || attempt <= maxRetries;
}

/** The wait after the given failed delivery: the smallest first, doubled each time up to the largest. */
export function backoffMs({ minBackoffMs, maxBackoffMs }: RetryPolicy, attempt: number): number {
  return Math.min(minBackoffMs * 2 ** (attempt - 1), Math.max(minBackoffMs, maxBackoffMs));
}
