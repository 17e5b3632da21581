import type { Query, QueryCache } from "@tanstack/react-query";
import type { RecentEvents } from "./realtime/recent";
import type { LiveEvent } from "./realtime/machine/state";

/**
 * Brings fetched rows up to date with the events that came while they were fetched: an answer that was read before an event must not
 * undo what the event has already shown. `apply` gets each query that was fetched and those events (it must not mind events that the
 * answer already contains), or null when there were more than are held and it has to be fetched again. Returns how to stop.
 */
export function followFetches(
  cache: QueryCache,
  recent: RecentEvents,
  apply: (query: Query, missed: LiveEvent[] | null) => void,
): () => void {
  const marks = new Map<string, number>();
  return cache.subscribe((notice) => {
    const { query } = notice;
    if (notice.type === "removed") marks.delete(query.queryHash);
    if (notice.type !== "updated") return;
    const { action } = notice;
    if (action.type === "fetch") marks.set(query.queryHash, recent.mark());
    if (action.type !== "success" || action.manual === true) return;
    const missed = recent.since(marks.get(query.queryHash) ?? 0);
    marks.delete(query.queryHash);
    if (missed === null || missed.length > 0) apply(query, missed);
  });
}
