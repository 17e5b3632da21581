/** Stands for a caller whose network address nobody told. */
export const UNKNOWN_ADDRESS = "unknown";

/**
 * The caller's network address from `x-forwarded-for`, to which each proxy appends who called it: the last entry is what our own
 * gateway saw. With so many trusted proxies in front of it, the entry that many places before.
 */
export function clientAddress(forwardedFor: string | undefined, trustedProxies: number): string {
  const hops = (forwardedFor ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  return hops.at(-1 - trustedProxies) ?? hops[0] ?? UNKNOWN_ADDRESS;
}

/** LOBBY_TRUSTED_PROXIES; throws when it is no number of proxies. */
export function readTrustedProxies(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  if (/^\d$/.test(text)) return Number(text);
  throw new Error(`LOBBY_TRUSTED_PROXIES is ${JSON.stringify(text)}; it must be a number from 0 to 9`);
}
