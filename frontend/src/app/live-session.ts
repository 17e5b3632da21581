import type { InvalidateQueryFilters, QueryClient } from "@tanstack/react-query";
import { Arrivals } from "../features/finance/arrivals";
import { FinanceCache } from "../features/finance/finance.queries";
import type { FinanceParts } from "../features/finance/finance-context";
import type { Revenue } from "../features/finance/finance-types";
import { followFetches } from "../lib/follow";
import type { Live } from "../lib/live";
import { LiveRows } from "../lib/live-rows";
import { createRecentEvents } from "../lib/realtime/recent";
import type { LiveEvent } from "../lib/realtime/machine/state";
import { NOTHING_YET } from "../lib/realtime/machine/view";
import type { Handlers } from "../lib/realtime/ports";
import { invalidatedKinds } from "../lib/realtime/typed";
import { LIVE_SOURCES } from "./live-sources";
import { type LoginStream, openLoginStream } from "./login-stream";

/** Streams that a screen exists for. */
const SERVICES = LIVE_SOURCES.map(({ service }) => service);

/** Rows that events change; the others are to be fetched anew when rights have changed, the server is another, or both may be. */
const LIVE: InvalidateQueryFilters = { predicate: (query) => query.meta?.["live"] === true };
const REFETCHED: Partial<Record<string, InvalidateQueryFilters>> = { connected: LIVE };

/** Everything live of one login: the stream, and the features that it keeps up to date. */
interface LiveSession {
  finance: FinanceParts;
  /** The same object until something to draw has changed. */
  view: () => Live;
  subscribe: (listener: () => void) => () => void;
  /** Opens the stream; `onRevenue` hears of lines that come by event. Returns how to close it. */
  start: (onRevenue: (rows: Revenue[]) => void) => () => void;
}

/** Connects the stream to the query cache. */
export function createLiveSession(queries: QueryClient): LiveSession {
  const recent = createRecentEvents();
  const finance: FinanceParts = { cache: new FinanceCache(queries), arrivals: new Arrivals() };
  const rows = new LiveRows(queries, LIVE_SOURCES);
  const listeners = new Set<() => void>();
  let announceRevenue = (_rows: Revenue[]): void => undefined;
  const handlers: Handlers = {
    onEvents(events) {
      recent.push(events);
      refetchInvalidated(queries, events);
      rows.apply(events);
      const lines = finance.cache.apply(events);
      finance.arrivals.arrive(lines);
      if (lines.length > 0) announceRevenue(lines);
      change({ delaySeconds: delayOf(events) });
    },
    onRefetch: (reason) => queries.invalidateQueries(REFETCHED[reason] ?? {}, { throwOnError: true }),
    onFault: (fault) => fault !== "silence" && change({ faults: live.faults + 1 }),
    onChange: (connection) => change({ connection }),
  };
  let stream: LoginStream | null = null;
  let live: Live = { connection: NOTHING_YET, delaySeconds: null, faults: 0, retry: () => stream?.retry() };

  function change(part: Partial<Live>): void {
    live = { ...live, ...part };
    for (const listener of listeners) listener();
  }

  return {
    finance,
    view: () => live,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(onRevenue) {
      announceRevenue = onRevenue;
      const stopFollowing = followFetches(queries.getQueryCache(), recent, (query, missed) => {
        finance.cache.follow(query, missed);
        rows.follow(query, missed);
      });
      const opened = openLoginStream({ services: SERVICES, coalesce: true }, handlers);
      stream = opened;
      return () => {
        stopFollowing();
        opened.stop();
      };
    },
  };
}

/** Rows that changed without events of their own (RT26). */
function refetchInvalidated(queries: QueryClient, events: readonly LiveEvent[]): void {
  const kinds = invalidatedKinds(events);
  if (kinds.size === 0) return;
  const isOfKind = (shown: unknown): boolean => Array.isArray(shown) && shown.some((kind) => kinds.has(String(kind)));
  void queries.invalidateQueries({ predicate: ({ meta }) => isOfKind(meta?.["kinds"]) });
}

/** From the booking of the last event to now, by two clocks that may differ: never below 0. */
function delayOf(events: readonly LiveEvent[]): number | null {
  const at = events.at(-1)?.at;
  return at === undefined ? null : Math.max(0, Date.now() - Date.parse(at)) / 1000;
}
