import type { Queryable } from "../../platform/sql";
import { WINDOW_MS } from "../domain/login-limit";
import { SIGN_FOR_MS } from "../store/key-ring";
import { dropFailures } from "../store/login-failure.store";
import { dropSessions } from "../store/session.store";
import { dropKeys } from "../store/signing-key.store";
import { dropTickets } from "../store/ticket.store";

const DAY_MS = 24 * 3600 * 1000;

/** Drops what can no longer be used: tickets, windows of failures, sessions a day after their end, keys long after their last signature. */
export async function dropOutdated(db: Queryable, now: Date): Promise<void> {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  await dropTickets(db, now);
  await dropFailures(db, before(WINDOW_MS));
  await dropSessions(db, before(DAY_MS));
  await dropKeys(db, before(2 * SIGN_FOR_MS));
}
