import type { Audience } from "../domain/audience";
import type { Part } from "../domain/event-frames";
import type { Run } from "../domain/run";
import type { Page } from "../domain/session/event";
import type { TextPage } from "../store/log-texts.read";

/** Pages that are kept for others who come the same way, or for whom they were read ahead. */
const KEPT_PAGES = 8;
/** A page ends at a multiple of so many seqs, so that clients who began at different places soon read the same pages. */
const SPAN = 1024;
/** For an audience that sees few of the events. */
const MAX_SPAN = 64 * SPAN;
const FEW_EVENTS = SPAN / 8;

export interface LogPagesOptions {
  /** What the channels of the audience have with `after < seq <= end`. */
  read: (audience: Audience, after: number, end: number) => Promise<TextPage>;
  runOf: (parts: readonly Part[]) => Run;
}

/** A page as it is kept. */
interface Read {
  page: Page;
  keptAfter: number;
  bytes: number;
}

/**
 * One organisation's log, page by page, for clients who are behind what memory holds. Who asks for the same page shares the reading
 * of it and what is sent, and while a page is sent the next is read.
 */
export class LogPages {
  readonly #options: LogPagesOptions;
  readonly #spans = new Map<string, number>();
  readonly #reading = new Map<string, Promise<Read>>();
  readonly #kept = new Map<string, Read>();
  /** Raised by `clear`: what was read before may hold what was erased. */
  #generation = 0;
  bytes = 0;

  constructor(options: LogPagesOptions) {
    this.#options = options;
  }

  async read(audience: Audience, after: number): Promise<Read> {
    const read = await this.#pageOf(audience, after);
    // A failure shows when somebody asks for it.
    if (read.bytes > 0) Promise.resolve(this.#pageOf(audience, read.page.upTo)).catch(() => {});
    return read;
  }

  clear(): void {
    this.#generation += 1;
    this.#reading.clear();
    this.#kept.clear();
    this.bytes = 0;
  }

  #pageOf(audience: Audience, after: number): Promise<Read> | Read {
    const key = `${audience.key} ${after}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    let reading = this.#reading.get(key);
    if (reading === undefined) this.#reading.set(key, (reading = this.#read(audience, after, key)));
    return reading;
  }

  async #read(audience: Audience, after: number, key: string): Promise<Read> {
    const span = this.#spans.get(audience.key) ?? SPAN;
    const generation = this.#generation;
    try {
      const end = (Math.floor(after / span) + 1) * span;
      const { parts, upTo, keptAfter, isSettled } = await this.#options.read(audience, after, end);
      const run = this.#options.runOf(parts);
      const read = { page: { runs: [run], upTo }, keptAfter, bytes: isSettled ? run.bytes : 0 };
      if (isSettled && parts.length < FEW_EVENTS) this.#spans.set(audience.key, Math.min(MAX_SPAN, span * 4));
      // What ends at the head is soon outdated.
      if (isSettled && generation === this.#generation) this.#keep(key, read);
      return read;
    } finally {
      if (generation === this.#generation) this.#reading.delete(key);
    }
  }

  #keep(key: string, read: Read): void {
    this.#kept.set(key, read);
    this.bytes += read.bytes;
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#kept.size <= KEPT_PAGES) break;
      this.#kept.delete(oldest);
      this.bytes -= bytes;
    }
  }
}
