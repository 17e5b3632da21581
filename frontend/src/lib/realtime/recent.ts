import type { LiveEvent } from "./machine/state";

/**
 * The latest events, so that rows which were read while events came in can be brought up to date: take a mark before the fetch, apply
 * what came since to its answer.
 */
export interface RecentEvents {
  push(events: readonly LiveEvent[]): void;
  mark(): number;
  /** What came behind the mark, or null when that is no longer held and the fetch has to be repeated. */
  since(mark: number): LiveEvent[] | null;
}

/** Holds at most `limit` events. */
export function createRecentEvents(limit = 2_000): RecentEvents {
  let held: LiveEvent[] = [];
  let total = 0;
  return {
    push(events) {
      total += events.length;
      held = [...held, ...events].slice(-limit);
    },
    mark: () => total,
    since: (mark) => (total - mark > held.length ? null : held.slice(held.length - (total - mark))),
  };
}
