import { clock } from "../../platform/clock";
import type { Queryable } from "../../platform/sql";
import { crashPoint } from "../../platform/crash-point";
import { type Batch, type Poison, toMessage } from "../domain/batch";
import type { Observer } from "./observer";
import { type Appended, batchKey, type Taken } from "../store/log.store";
import { isDataError, LogWriter } from "./log-writer";

/** Events of one flush; more wait for the next. */
const FLUSH_EVENTS = 2000;

/** What was rejected is delivered again, and fails again if it must, within this: back-off and statement time-out together. */
const REPEATED_WITHIN_MS = 60_000;

export interface SequencerOptions {
  db: Queryable;
  /** Names this process to the others. */
  instance: string;
  /** Called after each commit with what was added, before the batches' promises resolve. */
  onAppended: (appended: Appended[]) => void;
  /** Must not lose what it is given; when it rejects, the batch is delivered again. */
  park: (poison: Poison[]) => Promise<void>;
  observer?: Observer;
}

/** A batch that came so early that it cannot even be held. */
export class TooEarly extends Error {
  override name = "TooEarly";
}

interface Waiting {
  batch: Batch;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/**
 * Brings batches into the log by group commit: what arrives during a flush goes with the next one, which starts when it ends.
 * So one batch alone costs one round trip, and many together cost hardly more. Each process has one; they meet in the database.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #log: LogWriter;
  #waiting: Waiting[] = [];
  #flushing = false;
  #failedSince: number | null = null;
  #failedAt = 0;
  /** Commits, and events that they added, since the process started. */
  flushes = 0;
  sequenced = 0;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#log = new LogWriter(options.db, options.instance);
  }

  /** Batches that are not yet committed. */
  get backlog(): number {
    return this.#waiting.length;
  }

  /** Those of them that are one organisation's. */
  backlogOf(orgId: string): number {
    return this.#waiting.filter(({ batch }) => batch.orgId === orgId).length;
  }

  /**
   * Since when flushes have failed, in milliseconds since 1970; null while all is well, and when the last failure is so long ago that
   * its batch must have come again, to another process.
   */
  get failingSince(): number | null {
    return clock.nowMs() - this.#failedAt < REPEATED_WITHIN_MS ? this.#failedSince : null;
  }

  /**
   * Resolves when the batch needs no further delivery: it is committed to the log or held in the database, or was so before.
   * Rejects when it must be delivered again.
   */
  async submit(batch: Batch): Promise<void> {
    crashPoint("after-receipt-before-sequencing", () => [batch.service]);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      if (!this.#flushing) void this.#flushAll();
    });
  }

  async #flushAll(): Promise<void> {
    this.#flushing = true;
    // Whatever else is delivered in this turn of the event loop comes along.
    await new Promise((resume) => setImmediate(resume));
    while (this.#waiting.length > 0) await this.#flush(this.#next());
    this.#flushing = false;
  }

  #next(): Waiting[] {
    let count = 0;
    let events = 0;
    for (const { batch } of this.#waiting) {
      if (count > 0 && events + batch.events.length > FLUSH_EVENTS) break;
      events += batch.events.length;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #flush(group: Waiting[]): Promise<void> {
    try {
      const batches = group.map((w) => w.batch);
      const start = performance.now();
      const taken = await this.#log.take(batches);
      this.#options.observer?.flushed({ batches, taken, ms: performance.now() - start });
      this.#failedSince = null;
      this.#finish(group, taken);
    } catch (error) {
      if (!isDataError(error)) {
        const now = clock.nowMs();
        this.#failedSince = this.failingSince ?? now;
        this.#failedAt = now;
        for (const { reject } of group) reject(error);
      } else if (group.length > 1) {
        // One of them cannot be stored: alone, each shows what it is.
        for (const one of group) await this.#flush([one]);
      } else {
        await this.#park(group[0] as Waiting, error);
      }
    }
  }

  #finish(group: Waiting[], taken: Taken): void {
    crashPoint("after-sequencing-before-fanout", () => group.map(({ batch }) => batch.service));
    this.flushes += 1;
    for (const { entries } of taken.appended) this.sequenced += entries.length;
    if (taken.appended.length > 0) this.#options.onAppended(taken.appended);
    for (const { batch, resolve, reject } of group) {
      if (taken.refused.has(batchKey(batch)))
        reject(new TooEarly(`batch ${batchKey(batch)} is too far ahead of its turn`));
      else resolve();
    }
  }

  /** Keeps the batch's events aside and uses its number up, so that the batches behind it go on. One without a number is parked already. */
  async #park({ batch, resolve, reject }: Waiting, error: unknown): Promise<void> {
    if (batch.batchNo === null) return reject(error);
    const reason = `the database refused it: ${error instanceof Error ? error.message : String(error)}`;
    const { service, orgId, batchNo } = batch;
    const payload = JSON.stringify(batch.events.map(toMessage));
    try {
      await this.#options.park([{ service, orgId, batchNo, reason, payload }]);
      this.#finish([], await this.#log.take([{ ...batch, events: [] }]));
      resolve();
    } catch (failure) {
      reject(failure);
    }
  }
}
