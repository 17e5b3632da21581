import type { Person } from "../person";
import type { Trail } from "../trail";

/** A client that follows the stream through all faults, from the oldest event on. */
export interface Follower {
  /** What kind of client, as whom, with what wish. */
  name: string;
  person: Person;
  /** The properties that it asks for; absent: all of the person's. */
  properties?: readonly number[];
  trail: Trail;
  /** Resolves once a server has told it that it holds everything up to `seq`; rejects when that takes longer than REACH_MS. */
  reaches: (seq: number) => Promise<void>;
  stop: () => Promise<void>;
}

export const REACH_MS = 90_000;

export function nameOf(
  kind: string,
  person: Person,
  properties?: readonly number[],
  offers?: Record<string, unknown>,
): string {
  const wish = properties === undefined ? "" : ` at ${properties.join(", ")}`;
  return `${kind} ${person.email}${wish}${offers === undefined ? "" : ` ${JSON.stringify(offers)}`}`;
}
