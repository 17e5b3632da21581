import type { InvalidateQueryFilters, QueryClient } from "@tanstack/react-query";
import { api, fetchAuthorized } from "../api/client";
import { Arrivals } from "../features/finance/arrivals";
import { FinanceCache } from "../features/finance/finance.queries";
import type { FinanceParts } from "../features/finance/finance-context";
import type { Revenue } from "../features/finance/finance-types";
import { followFetches } from "../lib/follow";
import type { Live } from "../lib/live";
import { browserLinks, browserWorld } from "../lib/realtime/browser";
import { RealtimeClient } from "../lib/realtime/client";
import { createRecentEvents } from "../lib/realtime/recent";
import type { LiveEvent } from "../lib/realtime/machine/state";
import { ticketsFrom } from "../lib/realtime/links/ticket";

/** Streams that a screen exists for. */
const SERVICES = ["finance"];

/** Rows that events change; the others concern a new connection only when rights have changed. */
const LIVE: InvalidateQueryFilters = { predicate: (query) => query.meta?.["live"] === true };

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
  const listeners = new Set<() => void>();
  let announceRevenue = (_rows: Revenue[]): void => undefined;
  const client = new RealtimeClient(
    { services: SERVICES, coalesce: true },
    {
      ...browserWorld,
      fetchTicket: ticketsFrom(() => api.identity.createTicket()),
      links: browserLinks(fetchAuthorized),
    },
    {
      onEvents(events) {
        recent.push(events);
        const rows = finance.cache.apply(events);
        finance.arrivals.arrive(rows);
        if (rows.length > 0) announceRevenue(rows);
        change({ delaySeconds: delayOf(events) });
      },
      onRefetch: (reason) => queries.invalidateQueries(reason === "connected" ? LIVE : {}, { throwOnError: true }),
      onFault: (fault) => fault !== "silence" && change({ faults: live.faults + 1 }),
      onChange: (connection) => change({ connection }),
    },
  );
  let live: Live = { connection: client.view, delaySeconds: null, faults: 0, retry: () => client.retry() };

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
      const stopFollowing = followFetches(queries.getQueryCache(), recent, (query, missed) =>
        finance.cache.follow(query, missed),
      );
      client.start();
      return () => {
        stopFollowing();
        client.stop();
      };
    },
  };
}

/** From the booking of the last event to now, by two clocks that may differ: never below 0. */
function delayOf(events: readonly LiveEvent[]): number | null {
  const at = events.at(-1)?.at;
  return at === undefined ? null : Math.max(0, Date.now() - Date.parse(at)) / 1000;
}
