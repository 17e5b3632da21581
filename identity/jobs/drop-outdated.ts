import type { Queryable } from "../../platform/sql";
import { WINDOW_MS } from "../domain/login-limit";
import { SIGN_FOR_MS } from "../store/key-ring";
import { dropChanges } from "../store/access-change.store";
import { dropFailures } from "../store/login-failure.store";
import { dropSessions } from "../store/session.store";
import { dropKeys } from "../store/signing-key.store";
import { dropTickets } from "../store/ticket.store";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * 3600 * 1000;

/** Drops what can no longer be used: changes of rights that all have read, tickets, windows of failures, sessions a day after their end, keys long after their last signature. */
export async function dropOutdated(db: Queryable, now: Date): Promise<void> {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  await dropTickets(db, now);
  await dropFailures(db, before(WINDOW_MS));
  await dropSessions(db, before(DAY_MS));
  await dropChanges(db, before(HOUR_MS));
  await dropKeys(db, before(2 * SIGN_FOR_MS));
}
