import type { api } from "../../api/client.gen";

/** What happened per second between two answers. */
export interface Rates {
  delivered: number;
  replayed: number;
}

type Counted = Pick<api.Operations, "instance" | "at" | "totals">;

/** Null when the two are not of the same process, or of the same moment. */
export function ratesBetween(before: Counted, after: Counted): Rates | null {
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1000;
  if (before.instance !== after.instance || seconds <= 0) return null;
  const perSecond = (of: "delivered" | "replayed"): number =>
    Math.max(0, after.totals[of] - before.totals[of]) / seconds;
  return { delivered: perSecond("delivered"), replayed: perSecond("replayed") };
}
