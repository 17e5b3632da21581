/** What the front desk shows. */
export const TABS = ["arrivals", "in_house", "departures", "rooms", "requests"] as const;
export type Tab = (typeof TABS)[number];

/** Stands in the URL. */
export interface DeskSearch {
  tab?: Tab;
  q?: string;
}

/** The server takes no longer one. */
export const LONGEST_SEARCH = 100;

/** Reads the query string; what it does not know is left out, so that an old link still opens. */
export function readDeskSearch({ tab, q }: Record<string, unknown>): DeskSearch {
  const text = typeof q === "string" || typeof q === "number" ? String(q).slice(0, LONGEST_SEARCH) : "";
  const known = TABS.find((each) => each === tab);
  return { ...(known === undefined ? {} : { tab: known }), ...(text === "" ? {} : { q: text }) };
}
