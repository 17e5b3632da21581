import { infiniteQueryOptions, type Query, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { LiveEvent } from "../../lib/realtime/machine/state";
import { throttle } from "../../lib/throttle";
import { type RevenueList, type RevenuePages, rowOf, withRow } from "./finance.live";
import type { Revenue } from "./finance-types";

const PAGE = 50;
const LIST = "revenue";
const TOTALS = "revenue-totals";
/** Totals cannot be patched, since nothing says which events they contain; a burst of events asks for them this often. */
const TOTALS_EVERY_MS = 500;

/** The pages of a list. */
export function revenueListQuery(list: RevenueList) {
  return infiniteQueryOptions({
    queryKey: [LIST, list] as const,
    meta: { live: true, kinds: ["revenue"] },
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      return api.finance.listRevenue({ propertyId: list.propertyId, limit: PAGE, ...list.filters, ...cursor });
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** Totals of one business date. */
export function revenueTotalsQuery(propertyId: number, businessDate: string) {
  return queryOptions({
    queryKey: [TOTALS, propertyId, businessDate] as const,
    meta: { live: true, kinds: ["revenue"] },
    queryFn: () => api.finance.getRevenueTotals({ propertyId, businessDate }),
  });
}

/** Keeps finance's cached rows up to date with events and with lines that were booked here. */
export class FinanceCache {
  readonly #client: QueryClient;
  readonly #refreshTotals: () => void;

  constructor(client: QueryClient) {
    this.#client = client;
    this.#refreshTotals = throttle(() => void client.invalidateQueries({ queryKey: [TOTALS] }), TOTALS_EVERY_MS);
  }

  /** Brings events into every list that is cached. Returns the lines that came. */
  apply(events: readonly LiveEvent[]): Revenue[] {
    const rows = events.map(rowOf).filter((row) => row !== null);
    const lines = rows.filter((row) => row !== "refetch");
    for (const query of this.#lists()) this.#patch(query, rows);
    if (rows.length > 0) this.#refreshTotals();
    return lines;
  }

  /** Brings the events that a fetch has missed into its answer; null when they are not known any more. */
  follow(query: Query, missed: LiveEvent[] | null): void {
    if (query.queryKey[0] === LIST)
      this.#patch(query, missed === null ? ["refetch"] : missed.map(rowOf).filter((row) => row !== null));
    if (query.queryKey[0] === TOTALS && missed?.some((event) => rowOf(event) !== null) !== false) this.#refreshTotals();
  }

  /** Brings in a line that the server has just confirmed. */
  add(row: Revenue): void {
    for (const query of this.#lists()) this.#patch(query, [row]);
    this.#refreshTotals();
  }

  #lists(): Query[] {
    return this.#client.getQueryCache().findAll({ queryKey: [LIST] });
  }

  #patch(query: Query, rows: readonly (Revenue | "refetch")[]): void {
    const [, list] = query.queryKey as readonly [string, RevenueList];
    const before = query.state.data as RevenuePages | undefined;
    if (before === undefined) return;
    let pages = before;
    for (const row of rows) {
      const patched = row === "refetch" ? "refetch" : withRow(pages, list, row);
      if (patched === "refetch") {
        void this.#client.invalidateQueries({ queryKey: query.queryKey, exact: true });
        return;
      }
      pages = patched;
    }
    if (pages !== before) this.#client.setQueryData(query.queryKey, pages);
  }
}
