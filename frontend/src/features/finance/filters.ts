import { isPaymentMode, isSource, type PaymentMode, type Revenue, type RevenueSource } from "./finance-types";

/** What the list is narrowed to; stands in the URL. Dates are business dates, both included. */
export interface Filters {
  source?: RevenueSource;
  paymentMode?: PaymentMode;
  from?: string;
  to?: string;
  q?: string;
}

const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

/** Reads the query string; what it does not know or cannot mean is left out, so that an old link still opens. */
export function readFilters(search: Record<string, unknown>): Filters {
  const { source, paymentMode, from, to, q } = search;
  const text = typeof q === "string" || typeof q === "number" ? String(q).slice(0, 100) : "";
  return {
    ...(isSource(source) ? { source } : {}),
    ...(isPaymentMode(paymentMode) ? { paymentMode } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(text === "" ? {} : { q: text }),
  };
}

/** Whether the list with these filters holds the line. `unknown` when only the server can say: it knows how its search compares. */
export function matches(filters: Filters, row: Revenue): boolean | "unknown" {
  const { source, paymentMode, from, to, q } = filters;
  if (source !== undefined && row.source !== source) return false;
  if (paymentMode !== undefined && row.paymentMode !== paymentMode) return false;
  if (from !== undefined && row.businessDate < from) return false;
  if (to !== undefined && row.businessDate > to) return false;
  return q === undefined ? true : "unknown";
}
