import { isDay } from "../../lib/days";
import { isPaymentMode, isSource, type PaymentMode, type Revenue, type RevenueSource } from "./finance-types";

/** What the list is narrowed to; stands in the URL. Dates are business dates, both included. */
export interface Filters {
  source?: RevenueSource;
  paymentMode?: PaymentMode;
  from?: string;
  to?: string;
  q?: string;
}

/** The server takes no longer one. */
export const LONGEST_SEARCH = 100;

/** Reads the query string; what it does not know or cannot mean is left out, so that an old link still opens. */
export function readFilters(search: Record<string, unknown>): Filters {
  const { source, paymentMode, from, to, q } = search;
  const text = typeof q === "string" || typeof q === "number" ? String(q).slice(0, LONGEST_SEARCH) : "";
  return {
    ...(isSource(source) ? { source } : {}),
    ...(isPaymentMode(paymentMode) ? { paymentMode } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(text === "" ? {} : { q: text }),
  };
}

/** The lines behind a total of the day: of one source, or of all. */
export function linesOf(day: string, source?: RevenueSource): Filters {
  return { from: day, to: day, ...(source === undefined ? {} : { source }) };
}

/** True when both narrow the list in the same way. */
export function sameFilters(a: Filters, b: Filters): boolean {
  const keys = ["source", "paymentMode", "from", "to", "q"] as const;
  return keys.every((key) => a[key] === b[key]);
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
