import { accept, type Outcome, refuse } from "../../platform/outcome";

/** Stands for a caller whose network address nobody told. */
const UNKNOWN = "unknown";

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
  return address === UNKNOWN ? [`person ${email}`] : [`person ${email}`, `address ${address}`];
}

/** Whether a try may go on, given the counts with this try already in them. */
export function decideAttempt(counts: readonly FailureCount[], now: Date): Outcome<null, "too_many_failed_logins"> {
  const over = counts.filter((c) => c.failures > (c.key.startsWith("person ") ? PERSON_LIMIT : ADDRESS_LIMIT));
  if (over.length === 0) return accept(null);
  const freeAt = Math.max(...over.map((c) => c.since.getTime() + WINDOW_MS));
  const retryAfterMs = Math.max(1, freeAt - now.getTime());
  return refuse("too_many_failed_logins", { retryAfterMs, values: { seconds: Math.ceil(retryAfterMs / 1000) } });
}

/**
 * The caller's network address from `x-forwarded-for`, to which each proxy appends who called it: the last entry is what our own
 * gateway saw. With so many trusted proxies in front of it, the entry that many places before.
 */
export function clientAddress(forwardedFor: string | undefined, trustedProxies: number): string {
  const hops = (forwardedFor ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  return hops.at(-1 - trustedProxies) ?? hops[0] ?? UNKNOWN;
}

/** LOBBY_TRUSTED_PROXIES; throws when it is no number of proxies. */
export function readTrustedProxies(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  if (/^\d$/.test(text)) return Number(text);
  throw new Error(`LOBBY_TRUSTED_PROXIES is ${JSON.stringify(text)}; it must be a number from 0 to 9`);
}
