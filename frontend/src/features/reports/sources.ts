import type { contract } from "../../api/client.gen";

/** In the order in which they stand side by side. */
export const SOURCES = ["room", "fnb", "addon", "other"] as const satisfies contract.RevenueSource[];

/** What a source has brought in the currency. */
export const minorOf = (
  revenue: readonly contract.SourceRevenue[],
  source: contract.RevenueSource,
  currency: string,
): number => revenue.find((part) => part.source === source && part.currency === currency)?.amountMinor ?? 0;

/** What came in other currencies, each added up: they are in no figure. */
export function otherCurrencies(
  days: readonly contract.SpanDay[],
  currency: string,
): [currency: string, minor: number][] {
  const sums = new Map<string, number>();
  for (const part of days.flatMap(({ revenue }) => revenue))
    if (part.currency !== currency) sums.set(part.currency, (sums.get(part.currency) ?? 0) + part.amountMinor);
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
