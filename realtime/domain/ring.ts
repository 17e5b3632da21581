import type { Entry } from "./entry";

/** A piece of the log: the entries of some audience with `after < seq <= upTo`. */
export interface Slice {
  entries: Entry[];
  upTo: number;
}

/**
 * The newest events of one organisation, without a hole, bounded in bytes. Because `seq` is dense, an event is found by
 * subtraction.
 */
export class Ring {
  readonly #limitBytes: number;
  #entries: Entry[] = [];
  /** Index of the oldest entry still held; what is before it is cut off now and then. */
  #start = 0;
  #bytes = 0;
  #floor: number;

  /** @param floor the seq before the first entry to come */
  constructor(floor: number, limitBytes: number) {
    this.#floor = floor;
    this.#limitBytes = limitBytes;
  }

  /** Everything above it is held. */
  get floor(): number {
    return this.#floor;
  }

  get head(): number {
    return this.#floor + this.#entries.length - this.#start;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws when the entry is not the next one: a ring has no holes. */
  push(entry: Entry): void {
    if (entry.seq !== this.head + 1) throw new Error(`ring at ${this.head} cannot take ${entry.seq}`);
    this.#entries.push(entry);
    this.#bytes += entry.bytes;
    while (this.#bytes > this.#limitBytes && this.#start < this.#entries.length) this.#drop();
    this.#trim(1024);
  }

  #drop(): void {
    this.#bytes -= this.#entries[this.#start]?.bytes ?? 0;
    this.#start += 1;
    this.#floor += 1;
  }

  /** Cuts off what was dropped, once it is more than so many entries and than half of them. */
  #trim(above: number): void {
    if (this.#start <= above || this.#start * 2 <= this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#start);
    this.#start = 0;
  }

  /** Gives up the older half of what is at or below `seq`. */
  shed(seq: number): void {
    const count = Math.ceil((Math.min(seq, this.head) - this.#floor) / 2);
    for (let i = 0; i < count; i++) this.#drop();
    this.#trim(0);
  }

  /** Takes the payload out of the events of these ids. */
  redact(ids: ReadonlySet<string>): void {
    for (let i = this.#start; i < this.#entries.length; i++) {
      const entry = this.#entries[i] as Entry;
      if (!ids.has(entry.id)) continue;
      const { redacted } = entry;
      this.#entries[i] = redacted;
      this.#bytes += redacted.bytes - entry.bytes;
    }
  }

  /** The entries above `after` in the given channels, up to about `maxBytes`; null when they are no longer held. */
  read(after: number, channels: ReadonlySet<string>, maxBytes: number): Slice | null {
    if (after < this.#floor) return null;
    const entries: Entry[] = [];
    let bytes = 0;
    for (let i = this.#start + (after - this.#floor); i < this.#entries.length; i++) {
      const entry = this.#entries[i];
      if (entry === undefined || !channels.has(entry.channel)) continue;
      if (bytes > 0 && bytes + entry.bytes > maxBytes) return { entries, upTo: entry.seq - 1 };
      bytes += entry.bytes;
      entries.push(entry);
    }
    return { entries, upTo: Math.max(after, this.head) };
  }
}
