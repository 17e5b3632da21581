import { accept, type Outcome, refuse } from "../../platform/outcome";

export interface Limit {
  /** Messages within the window. */
  count: number;
  windowMs: number;
}

/** Of people who work here: a burst, and a pace (C10). */
export const STAFF_LIMITS: readonly Limit[] = [
  { count: 20, windowMs: 10_000 },
  { count: 60, windowMs: 60_000 },
];
export const VISITOR_LIMITS: readonly Limit[] = [{ count: 10, windowMs: 60_000 }];

/**
 * Whether one more may be sent now, after those sent at these times (ascending): the times to remember; or when it may.
 */
export function decideRate(
  sent: readonly Date[],
  now: Date,
  limits: readonly Limit[],
): Outcome<Date[], "rate_limited"> {
  let waitMs = 0;
  let broken: Limit | undefined;
  for (const limit of limits) {
    const oldest = sent.at(-limit.count);
    const ms = oldest === undefined ? 0 : oldest.getTime() + limit.windowMs - now.getTime();
    if (ms > waitMs) [waitMs, broken] = [ms, limit];
  }
  if (broken !== undefined) {
    const values = { limit: broken.count, seconds: broken.windowMs / 1000 };
    return refuse("rate_limited", { retryAfterMs: waitMs, values });
  }
  const longest = Math.max(...limits.map(({ windowMs }) => windowMs));
  return accept([...sent.filter((at) => at.getTime() + longest > now.getTime()), now]);
}
