import type { Entry } from "../domain/entry";
import type { Slice } from "../domain/ring";
import type { Run } from "../domain/run";

/** About so many events are in a block. */
const BLOCK_EVENTS = 64;

/** A stretch that ends short of the head, cut at the end of a block: whoever reads on from there shares all blocks with the others. */
export function endingWithBlock(slice: Slice, head: number): Slice {
  if (slice.upTo >= head) return slice;
  const last = slice.entries.findLastIndex(({ n }) => n % BLOCK_EVENTS === 0);
  const end = slice.entries[last];
  return end === undefined ? slice : { entries: slice.entries.slice(0, last + 1), upTo: end.seq };
}

/**
 * The runs of replays, kept for whoever else is behind by as much. What is cut at the same events for all who see them is the same
 * for all: clients that come back from different places differ in their first run only. Bounded in bytes; what is not used goes.
 */
export class Blocks {
  readonly #limitBytes: number;
  readonly #runOf: (entries: readonly Entry[]) => Run;
  #young = new Map<string, Run>();
  #youngBytes = 0;
  #old = new Map<string, Run>();
  #oldBytes = 0;

  constructor(limitBytes: number, runOf: (entries: readonly Entry[]) => Run) {
    this.#limitBytes = limitBytes;
    this.#runOf = runOf;
  }

  get bytes(): number {
    return this.#youngBytes + this.#oldBytes;
  }

  /** The runs that these entries are, all that the audience sees of a stretch. */
  runs(audience: string, entries: readonly Entry[]): Run[] {
    const runs: Run[] = [];
    let from = 0;
    entries.forEach((entry, i) => {
      if (entry.n % BLOCK_EVENTS !== 0 && i < entries.length - 1) return;
      runs.push(this.#run(`${audience} ${entries[from]?.seq} ${entry.seq}`, entries, from, i + 1));
      from = i + 1;
    });
    return runs;
  }

  /** Drops what was not used since the last call. */
  age(): void {
    this.#old = this.#young;
    this.#oldBytes = this.#youngBytes;
    this.#young = new Map();
    this.#youngBytes = 0;
  }

  clear(): void {
    this.age();
    this.age();
  }

  #run(key: string, entries: readonly Entry[], from: number, to: number): Run {
    const known = this.#young.get(key);
    if (known !== undefined) return known;
    const run = this.#old.get(key) ?? this.#runOf(entries.slice(from, to));
    const { bytes } = run;
    if (this.#old.delete(key)) this.#oldBytes -= bytes;
    if (this.#youngBytes + bytes > this.#limitBytes / 2) this.age();
    this.#young.set(key, run);
    this.#youngBytes += bytes;
    return run;
  }
}
