import type { Queryable } from "../../platform/sql";
import type { Batch } from "../domain/batch";
import { Entry } from "../domain/entry";
import { advance, continueTail, type Tail } from "../domain/tail";
import { type Append, appendToLog, readTails } from "../store/append.store";
import { type Appended, takeBatches, type Taken } from "../store/log.store";

/** Tails that are remembered, counted by their channels. */
const REMEMBERED_CHANNELS = 50_000;
/** Whose log another process has written to is left to the database for so long. */
const CONTESTED_MS = 1000;

/**
 * Writes batches into the log. Of organisations whose tail this process knows and whose batches come in order, it works places and
 * digests out itself and the database only stores them, if the log still ends there (`append_to_log`). Whatever else there is (early,
 * repeated and erased events, other processes' flushes) the database judges (`take_batches`). Both give the same log. One flush at a time.
 */
export class LogWriter {
  readonly #db: Queryable;
  readonly #instance: string;
  /** In order of their last use. */
  readonly #tails = new Map<string, Tail>();
  #channels = 0;
  readonly #contestedUntil = new Map<string, number>();

  constructor(db: Queryable, instance: string) {
    this.#db = db;
    this.#instance = instance;
  }

  /** As takeBatches (log.store.ts). */
  async take(batches: readonly Batch[]): Promise<Taken> {
    const byOrg = perOrganisation(batches);
    await this.#learn([...byOrg.keys()]);
    const appends: Append[] = [];
    for (const [orgId, own] of byOrg) {
      const from = this.#tails.get(orgId);
      const to = from === undefined ? null : continueTail(from, own);
      if (from === undefined || to === null) continue;
      // All of them were taken before: numbers only grow, so that an old tail says enough.
      if (to.next.size === 0) byOrg.delete(orgId);
      else appends.push({ orgId, from, to });
    }
    const appended = await this.#append(appends);
    for (const { orgId } of appended) byOrg.delete(orgId);
    if (byOrg.size === 0) return { appended: appended.filter(({ entries }) => entries.length > 0), refused: new Set() };
    for (const orgId of byOrg.keys()) this.#forget(orgId);
    const judged = await takeBatches(this.#db, [...byOrg.values()].flat(), this.#instance);
    return {
      appended: [...appended, ...judged.appended].filter(({ entries }) => entries.length > 0),
      refused: judged.refused,
    };
  }

  /** What was appended: all, or nothing when the database must judge. */
  async #append(appends: readonly Append[]): Promise<Appended[]> {
    if (appends.length === 0) return [];
    let isDone = false;
    try {
      isDone = await appendToLog(this.#db, appends, this.#instance);
    } catch (error) {
      // Whether it was committed is not known.
      for (const { orgId } of appends) this.#forget(orgId);
      if (!isDataError(error)) throw error;
    }
    if (!isDone) {
      const until = performance.now() + CONTESTED_MS;
      for (const { orgId } of appends) this.#contestedUntil.set(orgId, until);
      return [];
    }
    return appends.map(({ orgId, from, to }) => {
      this.#channels -= from.channels.size;
      advance(from, to);
      this.#channels += from.channels.size;
      return { orgId, entries: to.events.map(({ event, ...place }) => new Entry({ ...event, ...place })) };
    });
  }

  /** Reads the tails that it does not know, unless they are contested. */
  async #learn(orgIds: readonly string[]): Promise<void> {
    const now = performance.now();
    for (const [orgId, until] of this.#contestedUntil) if (until <= now) this.#contestedUntil.delete(orgId);
    const unknown = orgIds.filter((orgId) => !this.#tails.has(orgId) && !this.#contestedUntil.has(orgId));
    if (unknown.length > 0) for (const [orgId, tail] of await readTails(this.#db, unknown)) this.#remember(orgId, tail);
    for (const orgId of orgIds) this.#use(orgId);
    for (const orgId of this.#tails.keys()) {
      if (this.#channels <= REMEMBERED_CHANNELS || orgIds.includes(orgId)) break;
      this.#forget(orgId);
    }
  }

  #remember(orgId: string, tail: Tail): void {
    this.#tails.set(orgId, tail);
    this.#channels += tail.channels.size;
  }

  #use(orgId: string): void {
    const tail = this.#tails.get(orgId);
    if (tail === undefined) return;
    this.#tails.delete(orgId);
    this.#tails.set(orgId, tail);
  }

  #forget(orgId: string): void {
    this.#channels -= this.#tails.get(orgId)?.channels.size ?? 0;
    this.#tails.delete(orgId);
  }
}

function perOrganisation(batches: readonly Batch[]): Map<string, Batch[]> {
  const byOrg = new Map<string, Batch[]>();
  for (const batch of batches) {
    const own = byOrg.get(batch.orgId);
    if (own === undefined) byOrg.set(batch.orgId, [batch]);
    else own.push(batch);
  }
  return byOrg;
}

/** Classes 22 and 23 of SQLSTATE: the data is at fault, and would be so again. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^2[23]/.test(code);
}
