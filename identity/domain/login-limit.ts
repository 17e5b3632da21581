import { UNKNOWN_ADDRESS } from "../../platform/client-address";
import { accept, type Outcome, refuse } from "../../platform/outcome";

/** Failures are counted in windows of 15 minutes. */
export const WINDOW_MS = 15 * 60 * 1000;

/** More failures than these within a window stop further tries until it ends: for one person, and for one network address, which may be a whole hotel's. */
const PERSON_LIMIT = 10;
const ADDRESS_LIMIT = 300;

export interface FailureCount {
  key: string;
  failures: number;
  since: Date;
}

/** What a login counts against. Unknown people count like known ones, so that the limit does not tell who exists. */
export function limitKeys(email: string, address: string): string[] {
  // Behind a proxy that names nobody, all would share one address.
  return address === UNKNOWN_ADDRESS ? [`person ${email}`] : [`person ${email}`, `address ${address}`];
}

/** Whether a try may go on, given the counts with this try already in them. */
export function decideAttempt(counts: readonly FailureCount[], now: Date): Outcome<null, "too_many_failed_logins"> {
  const over = counts.filter((c) => c.failures > (c.key.startsWith("person ") ? PERSON_LIMIT : ADDRESS_LIMIT));
  if (over.length === 0) return accept(null);
  const freeAt = Math.max(...over.map((c) => c.since.getTime() + WINDOW_MS));
  const retryAfterMs = Math.max(1, freeAt - now.getTime());
  return refuse("too_many_failed_logins", { retryAfterMs, values: { seconds: Math.ceil(retryAfterMs / 1000) } });
}
