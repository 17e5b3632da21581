import { chained } from "../lib/view";
import type { Entry, Trail } from "./trail";

/** Problems of one kind told in full; more of it are counted. */
const TOLD = 5;

/** What is wrong with an organisation's log in itself: it must be dense, and its chains must hold. */
export function problemsOfLog(log: readonly Entry[]): string[] {
  const problems: string[] = [];
  const heads = new Map<string, { n: number; digest: string }>();
  const ids = new Set<string>();
  for (const [i, entry] of log.entries()) {
    const { seq, channel, n, digest, id } = entry;
    const before = heads.get(channel) ?? { n: 0, digest: channel };
    if (seq !== i + 1) problems.push(`the log has seq ${seq} in place ${i + 1}`);
    if (n !== before.n + 1) problems.push(`seq ${seq}: n ${n} of ${channel} after ${before.n}`);
    if (digest !== chained(before.digest, entry, entry.hash)) problems.push(`seq ${seq}: the digest differs`);
    if (ids.has(id)) problems.push(`seq ${seq}: event ${id} is in the log twice`);
    ids.add(id);
    heads.set(channel, { n, digest });
  }
  return abridged(problems);
}

/** The part of a log that an audience sees, from its first event on. */
export const seenBy = (log: readonly Entry[], channels: ReadonlySet<string>): Entry[] =>
  log.filter((entry) => channels.has(entry.channel));

export interface Exactness {
  lost: number;
  doubled: number;
  strange: number;
  /** Places whose event differs, where nothing is lost, doubled or strange: order and content. */
  misplaced: number;
}

/** Compares what a client saw with what it should have seen: the k-th event must be event k, in every field. */
export function exactness(seen: readonly Entry[], expected: readonly Entry[]): Exactness {
  const times = new Map<string, number>();
  for (const { id } of seen) times.set(id, (times.get(id) ?? 0) + 1);
  const known = new Set(expected.map((e) => e.id));
  const lost = expected.filter((e) => !times.has(e.id)).length;
  const doubled = seen.length - times.size;
  const strange = [...times.keys()].filter((id) => !known.has(id)).length;
  const sameSet = lost + doubled + strange === 0;
  return { lost, doubled, strange, misplaced: sameSet ? seen.filter((e, k) => !isSame(e, expected[k])).length : 0 };
}

const FIELDS = ["seq", "channel", "n", "digest", "id", "type", "hash"] as const;
const isSame = (a: Entry, b: Entry | undefined): boolean => FIELDS.every((field) => a[field] === b?.[field]);

/** What is wrong with a client's trail; empty when it saw exactly the log of its audience and had no cause to complain. */
export function problemsOfTrail(trail: Trail, expected: readonly Entry[]): string[] {
  const problems = [...trail.complaints];
  const { lost, doubled, strange, misplaced } = exactness(trail.seen, expected);
  if (lost + doubled + strange + misplaced > 0) {
    const k = expected.findIndex((e, i) => trail.seen[i] === undefined || !isSame(trail.seen[i], e));
    const at = k < 0 ? expected.length : k;
    const text = (e: Entry | undefined): string => (e === undefined ? "nothing" : JSON.stringify(e));
    problems.push(
      `${trail.seen.length} events seen of ${expected.length}: ${lost} lost, ${doubled} doubled, ${strange} strange, ` +
        `${misplaced} misplaced; event ${at + 1} is ${text(trail.seen[at])} instead of ${text(expected[at])}`,
    );
  }
  return abridged(problems);
}

/**
 * Whether every booking happened once and is told of once.
 * @param acknowledged rows that were answered with 2xx. @param rows what the service holds of this run. @param told the rows that the log's events are about.
 */
export function problemsOfBookings(
  acknowledged: readonly string[],
  rows: readonly string[],
  told: readonly string[],
): string[] {
  const answers = new Set(acknowledged);
  const held = new Set(rows);
  const times = new Map<string, number>();
  for (const id of told) times.set(id, (times.get(id) ?? 0) + 1);
  return abridged([
    ...acknowledged.filter((id) => !held.has(id)).map((id) => `row ${id} was acknowledged and is not there`),
    ...rows.filter((id) => !answers.has(id)).map((id) => `row ${id} was booked twice: this one was never acknowledged`),
    ...rows.filter((id) => times.get(id) !== 1).map((id) => `row ${id} is in the log ${times.get(id) ?? 0} times`),
  ]);
}

function abridged(problems: string[]): string[] {
  if (problems.length <= TOLD) return problems;
  return [...problems.slice(0, TOLD), `… and ${problems.length - TOLD} more`];
}
