import { clock } from "../../platform/clock";
import { Gathered } from "../../platform/gathered";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { AuthData } from "../contract/auth";
import type { AccessClaims, TokenRefusal } from "../domain/access-token";
import { hashTicket } from "../domain/ticket";
import { VerifiedTokens } from "../domain/verified-tokens";
import { findAccess, type SessionAccess, takeTicket } from "../store/access.read";
import { pool } from "../store/db";
import { verificationKeys } from "../store/key-ring";

/** Of as many clients as a process takes, who may all come back at once. */
const tokens = new VerifiedTokens(20_000);

/** A thousand who come in one turn ask the database once. What it answers is as of after each of them came. */
const access = new Gathered(async (sessionIds: string[]) => {
  const found = await findAccess(pool, sessionIds, clock.now());
  return new Map(found.map((each) => [each.sessionId, each]));
});

/** The caller behind an access token: signature and time first, then whether its login still holds and what it may do. */
export async function authenticateToken(
  token: string,
  via: "header" | "query",
): Promise<Outcome<AuthData, TokenRefusal | "session_ended">> {
  const now = clock.now();
  const claims = await verifyWithKnownKeys(token, now);
  if (!claims.ok) return claims;
  const found = await access.get(claims.value.sessionId);
  if (found === undefined || !found.active || found.personId !== claims.value.personId) return refuse("session_ended");
  return accept(toAuthData(found, via));
}

/** The caller behind a ticket, which this uses up. */
export async function authenticateTicket(
  ticket: string,
): Promise<Outcome<AuthData, "ticket_invalid" | "session_ended">> {
  const found = await takeTicket(pool, hashTicket(ticket), clock.now());
  if (found === null) return refuse("ticket_invalid");
  return found.active ? accept(toAuthData(found, "ticket")) : refuse("session_ended");
}

/** A token signed with a key made by another process since we last looked is checked once more with the keys read anew. */
async function verifyWithKnownKeys(token: string, now: Date): Promise<Outcome<AccessClaims, TokenRefusal>> {
  const first = tokens.verify(token, await verificationKeys(now, false), now);
  if (first.ok || first.reason !== "token_key_unknown") return first;
  return tokens.verify(token, await verificationKeys(now, true), now);
}

function toAuthData(access: SessionAccess, via: AuthData["via"]): AuthData {
  const { personId: userID, orgId, sessionId, grants } = access;
  return { userID, orgId, sessionId, loginEndsAt: access.endsAt.toISOString(), via, grants };
}
