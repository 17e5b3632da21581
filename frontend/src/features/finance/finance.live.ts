import type { InfiniteData } from "@tanstack/react-query";
import type { api } from "../../api/client.gen";
import type { LiveEvent } from "../../lib/realtime/machine/state";
import { type Filters, matches } from "./filters";
import { isPaymentMode, isSource, type Revenue } from "./finance-types";

/** The pages of one list as the query cache holds them. */
export type RevenuePages = InfiniteData<api.ListRevenueResponse, string | undefined>;

/** One list: whose, narrowed to what. */
export interface RevenueList {
  propertyId: number;
  filters: Filters;
}

/**
 * The line that an event brings; null when the event concerns no line, or a later one of the same line is on its way. `refetch` when this version of the application cannot read it
 * or its content was erased: the server's rows say what is left.
 */
export function rowOf(event: LiveEvent): Revenue | "refetch" | null {
  if (event.service !== "finance" || event.entity.kind !== "revenue" || event.superseded === true) return null;
  const { data, propertyId } = event;
  if (event.type !== "revenue-recorded" || event.v !== 1 || data === null || propertyId === null) return "refetch";
  const { id, amountMinor, currency, source, paymentMode, businessDate, occurredAt, recordedBy } = data;
  if (typeof id !== "string" || typeof amountMinor !== "number" || typeof currency !== "string") return "refetch";
  if (!isSource(source) || !isPaymentMode(paymentMode) || typeof businessDate !== "string") return "refetch";
  if (typeof occurredAt !== "string" || typeof recordedBy !== "string") return "refetch";
  const what = {
    amountMinor,
    currency,
    source,
    paymentMode,
    bankReference: textOf(data["bankReference"]),
    description: textOf(data["description"]),
  };
  return {
    id,
    version: event.entity.version,
    propertyId,
    ...what,
    businessDate,
    occurredAt,
    recordedBy,
    recordedAt: event.at,
    reversalOf: textOf(data["reversalOf"]),
  };
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * The pages with the line in its place, newest first as the server sorts; the same pages when they do not change: another list's line, a
 * version already held, or a place behind what has been loaded. `refetch` when only the server knows whether it belongs there.
 */
export function withRow(pages: RevenuePages, list: RevenueList, row: Revenue): RevenuePages | "refetch" {
  if (row.propertyId !== list.propertyId) return pages;
  const fits = matches(list.filters, row);
  if (fits !== true) return fits === "unknown" ? "refetch" : pages;
  const held = pages.pages.flatMap((page) => page.data).find(({ id }) => id === row.id);
  if (held !== undefined) return held.version >= row.version ? pages : replace(pages, row);
  const last = pages.pages.length - 1;
  const at = pages.pages.findIndex((page, i) => {
    const oldest = page.data.at(-1);
    return (oldest !== undefined && isNewer(row, oldest)) || (i === last && !page.hasMore);
  });
  return at === -1 ? pages : changePage(pages, at, (data) => insert(data, row));
}

/** Sorted as the server sorts: by when it happened, then by id, latest first. */
export function isNewer(a: Revenue, b: Revenue): boolean {
  return a.occurredAt === b.occurredAt ? a.id > b.id : a.occurredAt > b.occurredAt;
}

function insert(data: Revenue[], row: Revenue): Revenue[] {
  const at = data.findIndex((other) => isNewer(row, other));
  return at === -1 ? [...data, row] : data.toSpliced(at, 0, row);
}

function replace(pages: RevenuePages, row: Revenue): RevenuePages {
  const at = pages.pages.findIndex((page) => page.data.some(({ id }) => id === row.id));
  return changePage(pages, at, (data) => data.map((other) => (other.id === row.id ? row : other)));
}

function changePage(pages: RevenuePages, at: number, change: (data: Revenue[]) => Revenue[]): RevenuePages {
  return { ...pages, pages: pages.pages.map((page, i) => (i === at ? { ...page, data: change(page.data) } : page)) };
}
