import { addDays, daysBetween, isDay } from "../../lib/days";

/** What the page shows: figures of a span, the reports of ended days, or one of these. Stands in the URL. */
export interface ReportsSearch {
  tab?: "days";
  from?: string;
  to?: string;
  /** The business date whose report is open. */
  day?: string;
}

/** The server takes no longer span. */
export const LONGEST_DAYS = 92;
/** Spans that are one click away, in days. */
export const SPANS = [7, 14, 30, 90] as const;
const USUAL_DAYS = 14;

/** Reads the query string; what it does not know or cannot mean is left out, so that an old link still opens. */
export function readReportsSearch({ tab, from, to, day }: Record<string, unknown>): ReportsSearch {
  return {
    ...(tab === "days" ? { tab } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(isDay(day) ? { day } : {}),
  };
}

export interface Span {
  from: string;
  to: string;
}

/** The last so many dates up to the open one. */
export const lastDays = (days: number, businessDate: string): Span => ({
  from: addDays(businessDate, 1 - days),
  to: businessDate,
});

/**
 * The span that is shown. Without one the last two weeks; one that ends before it begins, or is longer than the server gives, keeps the
 * end that is given and gets the nearest length that is possible.
 */
export function spanOf({ from, to }: ReportsSearch, businessDate: string): Span {
  const last = to ?? (from !== undefined && from > businessDate ? from : businessDate);
  const first = from ?? addDays(last, 1 - USUAL_DAYS);
  const days = daysBetween(first, last) + 1;
  if (days < 1) return { from: last, to: last };
  if (days > LONGEST_DAYS) return { from: addDays(last, 1 - LONGEST_DAYS), to: last };
  return { from: first, to: last };
}

/** Every date of the span, oldest first. */
export const datesOf = ({ from, to }: Span): string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
