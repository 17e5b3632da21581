import { createHash, randomBytes } from "node:crypto";
import { accept, type Outcome, refuse } from "../../platform/outcome";

/** A visit lasts this long after its token was last used. */
export const VISIT_MS = 30 * 24 * 3600 * 1000;

/** Known to one device alone. */
export const newWidgetToken = (): string => `visit_${randomBytes(32).toString("base64url")}`;

/** Known to everybody who reads the website. */
export const newSiteKey = (): string => `site_${randomBytes(16).toString("base64url")}`;

/** Tokens are stored by this. */
export const hashWidgetToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** How often something may be done within a window that begins with the first of them. */
export interface Window {
  count: number;
  windowMs: number;
}

/** Conversations begun from one network address, which may be a whole hotel's, and at one property (C18). */
export const BEGIN_BY_ADDRESS: Window = { count: 60, windowMs: 3_600_000 };
export const BEGIN_AT_PROPERTY: Window = { count: 300, windowMs: 3_600_000 };
/** Messages of all visitors behind one network address; each has the pace of C10 besides. */
export const SEND_BY_ADDRESS: Window = { count: 120, windowMs: 60_000 };
/** No window is longer. */
export const LONGEST_WINDOW_MS = 3_600_000;

/** Whether it may be done once more, given how often it was done since the window began, this time included. */
export function decideWindow(
  used: { count: number; since: Date },
  { count, windowMs }: Window,
  now: Date,
): Outcome<null, "rate_limited"> {
  if (used.count <= count) return accept(null);
  const retryAfterMs = Math.max(1, used.since.getTime() + windowMs - now.getTime());
  return refuse("rate_limited", { retryAfterMs, values: { limit: count, seconds: windowMs / 1000 } });
}
