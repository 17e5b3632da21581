import type { RecentEvents } from "./realtime/recent";
import type { LiveEvent } from "./realtime/state";

/** Attempts until the rows are taken as they are: more events than are held came during each of them. */
const ATTEMPTS = 3;

/**
 * Fetches rows and applies the events that came in meanwhile: an answer that was read before an event must not undo what the event
 * has already shown. `apply` must not mind events that the answer already contains.
 */
export async function fetchAndFollow<T>(
  recent: RecentEvents,
  fetchRows: () => Promise<T>,
  apply: (rows: T, event: LiveEvent) => T,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const mark = recent.mark();
    const rows = await fetchRows();
    const missed = recent.since(mark) ?? (attempt < ATTEMPTS ? null : []);
    if (missed !== null) return missed.reduce(apply, rows);
  }
}
