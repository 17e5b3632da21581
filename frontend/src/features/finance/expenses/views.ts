/** Which expenses are shown: what waits for a decision, what waits to be posted, one's own, all. Stands in the URL. */
export const VIEWS = ["decide", "post", "mine", "all"] as const;
export type View = (typeof VIEWS)[number];
