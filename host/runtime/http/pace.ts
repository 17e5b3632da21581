/** About what the genuine runtime takes from a raw handler; loopback would take several times as much. */
const BYTES_PER_MS = 400 * 1024;
/** What is acknowledged at once before the pace counts: an ordinary answer never waits. */
const FREE_BYTES = 1024 * 1024;

/**
 * Acknowledges the writes of one raw answer no faster than the genuine runtime does, so that a handler which produces faster than
 * any network takes sees its bytes waiting here as there, and leaves turns of the event loop to others.
 */
export class Pace {
  #unpaced = 0;

  /** `bytes` have gone on to the connection: calls back now, or after the time that so many take. */
  after(bytes: number, callback: ((error?: Error | null) => void) | undefined): void {
    this.#unpaced += bytes;
    if (callback === undefined) return;
    if (this.#unpaced <= FREE_BYTES) return callback();
    setTimeout(callback, this.#unpaced / BYTES_PER_MS);
    this.#unpaced = 0;
  }
}
