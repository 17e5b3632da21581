import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { SenderType } from "../contract/types";

export interface Limit {
  /** How often within the window. */
  count: number;
  windowMs: number;
}

/** What has a pace (C10): messages; edits and reactions together; rooms and direct conversations that are begun. */
export type Paced = "send" | "change" | "begin";

const VISITOR_LIMITS: readonly Limit[] = [{ count: 10, windowMs: 60_000 }];

/** Of people who work here: a burst, and a pace. */
const STAFF_LIMITS: Readonly<Record<Paced, readonly Limit[]>> = {
  send: [
    { count: 20, windowMs: 10_000 },
    { count: 60, windowMs: 60_000 },
  ],
  change: [
    { count: 30, windowMs: 10_000 },
    { count: 120, windowMs: 60_000 },
  ],
  begin: [
    { count: 20, windowMs: 60_000 },
    { count: 100, windowMs: 3_600_000 },
  ],
};

export const limitsOf = (what: Paced, who: SenderType): readonly Limit[] =>
  who === "visitor" ? VISITOR_LIMITS : STAFF_LIMITS[what];

/**
 * Whether it may be done once more now, after it was done at these times (ascending): the times to remember; or when it may.
 */
export function decideRate(
  times: readonly Date[],
  now: Date,
  limits: readonly Limit[],
): Outcome<Date[], "rate_limited"> {
  let waitMs = 0;
  let broken: Limit | undefined;
  for (const limit of limits) {
    const oldest = times.at(-limit.count);
    const ms = oldest === undefined ? 0 : oldest.getTime() + limit.windowMs - now.getTime();
    if (ms > waitMs) [waitMs, broken] = [ms, limit];
  }
  if (broken !== undefined) {
    const values = { limit: broken.count, seconds: broken.windowMs / 1000 };
    return refuse("rate_limited", { retryAfterMs: waitMs, values });
  }
  const longest = Math.max(...limits.map(({ windowMs }) => windowMs));
  return accept([...times.filter((at) => at.getTime() + longest > now.getTime()), now]);
}
