import type { Audience } from "../domain/audience";
import type { Part } from "../domain/event-frames";
import type { Run } from "../domain/run";
import type { Page } from "../domain/session/event";
import type { TextPage } from "../store/log-texts.read";

/** A page, as long as a frame: who has room for more gets the whole of it. */
const PAGE_LENGTH = 192 * 1024;
/** Pages that are kept for others who come the same way, or for whom they were read ahead. */
const KEPT_PAGES = 32;
/** Pages between who is served and what is read ahead: two readings. */
const AHEAD_PAGES = 8;
/** A reading ends at a multiple of so many seqs, so that clients who began at different places soon read the same pages. */
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
  /** 0 for one that is not kept. */
  bytes: number;
}

/**
 * One organisation's log, page by page, for clients who are behind what memory holds. A reading brings several pages. Who asks for the
 * same page shares the reading of it and what is sent, and while pages are sent the next are read.
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
    this.#readAhead(audience, read);
    return read;
  }

  #readAhead(audience: Audience, from: Read): void {
    let read = from;
    for (let i = 0; i < AHEAD_PAGES && read.bytes > 0; i++) {
      const next = this.#kept.get(keyOf(audience, read.page.upTo));
      if (next === undefined) {
        // A failure shows when somebody asks for it.
        Promise.resolve(this.#pageOf(audience, read.page.upTo)).catch(() => {});
        return;
      }
      read = next;
    }
  }

  clear(): void {
    this.#generation += 1;
    this.#reading.clear();
    this.#kept.clear();
    this.bytes = 0;
  }

  #pageOf(audience: Audience, after: number): Promise<Read> | Read {
    const key = keyOf(audience, after);
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
      const text = await this.#options.read(audience, after, end);
      const isCurrent = generation === this.#generation;
      const events = text.parts.reduce((sum, part) => sum + (part.events ?? 1), 0);
      if (text.isSettled && events < FEW_EVENTS) this.#spans.set(audience.key, Math.min(MAX_SPAN, span * 4));
      const reads = this.#cut(text);
      let from = after;
      for (const read of reads) {
        if (isCurrent && read.bytes > 0) this.#keep(keyOf(audience, from), read);
        from = read.page.upTo;
      }
      return reads[0] as Read;
    } finally {
      if (generation === this.#generation) this.#reading.delete(key);
    }
  }

  /** Pages that follow each other, one at least. */
  #cut({ parts, upTo, keptAfter, isSettled }: TextPage): Read[] {
    const reads: Read[] = [];
    let from = 0;
    let length = 0;
    for (const [i, { text, seq }] of parts.entries()) {
      const next = parts[i + 1];
      length += text.length;
      if (next === undefined || length + next.text.length <= PAGE_LENGTH) continue;
      const run = this.#options.runOf(parts.slice(from, i + 1));
      reads.push({ page: { runs: [run], upTo: seq }, keptAfter, bytes: run.bytes });
      from = i + 1;
      length = 0;
    }
    const run = this.#options.runOf(parts.slice(from));
    // What ends at the head is soon outdated.
    reads.push({ page: { runs: [run], upTo }, keptAfter, bytes: isSettled ? run.bytes : 0 });
    return reads;
  }

  #keep(key: string, read: Read): void {
    this.bytes += read.bytes - (this.#kept.get(key)?.bytes ?? 0);
    this.#kept.set(key, read);
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#kept.size <= KEPT_PAGES) break;
      this.#kept.delete(oldest);
      this.bytes -= bytes;
    }
  }
}

const keyOf = (audience: Audience, after: number): string => `${audience.key} ${after}`;
