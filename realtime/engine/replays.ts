import type { Pool } from "pg";
import { clock } from "../../platform/clock";
import type { Audience } from "../domain/audience";
import type { IsStateLike } from "../domain/catalogue";
import type { Part } from "../domain/event-frames";
import type { Slice } from "../domain/ring";
import { Run } from "../domain/run";
import type { Page } from "../domain/session/event";
import { readTexts } from "../store/log-texts.read";
import { Blocks, endingWithBlock } from "./blocks";
import type { Gate } from "./gate";
import { LogPages } from "./log-pages";

export interface ReplayOptions {
  pool: Pool;
  /** Through it go the readings of the log, so that many at once leave connections for everything else. */
  replays: Gate;
  /** Memory for the newest events, of which replays are prepared. */
  ringBytes: number;
  /** By the catalogue where not given. */
  isStateLike?: IsStateLike;
}

/**
 * What is prepared may take so many times the memory of the events themselves. An audience's frames take twice theirs, and half of
 * the room is for what is about to go: with less, clients that read all of it after each other would find nothing that is kept.
 */
const PREPARED = 4;

/** What one organisation's clients get who are behind: prepared once for all of them, and kept for a while. */
export class Replays {
  readonly #isStateLike: IsStateLike | undefined;
  readonly #blocks: Blocks;
  readonly #pages: LogPages;

  constructor(orgId: string, { pool, replays, ringBytes, isStateLike }: ReplayOptions) {
    this.#isStateLike = isStateLike;
    this.#blocks = new Blocks(PREPARED * ringBytes, (entries) => this.run(entries));
    this.#pages = new LogPages({
      read: ({ channels }, after, end) => replays.run(() => readTexts(pool, orgId, [...channels], after, end)),
      runOf: (parts) => this.run(parts),
    });
  }

  /** Memory that it takes, roughly. */
  get bytes(): number {
    return this.#blocks.bytes + this.#pages.bytes;
  }

  run(parts: readonly Part[]): Run {
    return new Run(parts, clock.now().toISOString(), this.#isStateLike);
  }

  /** A page of what memory holds up to the head, or of a part of it. */
  fromMemory(audience: Audience, slice: Slice, head: number): Page {
    const { entries, upTo } = endingWithBlock(slice, head);
    return { runs: this.#blocks.runs(audience.key, entries), upTo };
  }

  /** A page of the log, and up to where the log may have a hole. */
  fromLog(audience: Audience, after: number): Promise<{ page: Page; keptAfter: number }> {
    return this.#pages.read(audience, after);
  }

  /** Drops what was not used since the last call. */
  age(): void {
    this.#blocks.age();
    this.#pages.clear();
  }

  clear(): void {
    this.#blocks.clear();
    this.#pages.clear();
  }
}
