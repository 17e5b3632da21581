import { clock } from "../../platform/clock";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { AuthData } from "../contract/auth";
import { type AccessClaims, type TokenRefusal, verifyAccessToken } from "../domain/access-token";
import { hashTicket } from "../domain/ticket";
import { findAccess, type SessionAccess, takeTicket } from "../store/access.read";
import { pool } from "../store/db";
import { verificationKeys } from "../store/key-ring";

/** The caller behind an access token: signature and time first, then whether its login still holds and what it may do. */
export async function authenticateToken(
  token: string,
  via: "header" | "query",
): Promise<Outcome<AuthData, TokenRefusal | "session_ended">> {
  const now = clock.now();
  const claims = await verifyWithKnownKeys(token, now);
  if (!claims.ok) return claims;
  const [access] = await findAccess(pool, [claims.value.sessionId], now);
  if (access === undefined || !access.active || access.personId !== claims.value.personId)
    return refuse("session_ended");
  return accept(toAuthData(access, via));
}

/** The caller behind a ticket, which this uses up. */
export async function authenticateTicket(
  ticket: string,
): Promise<Outcome<AuthData, "ticket_invalid" | "session_ended">> {
  const access = await takeTicket(pool, hashTicket(ticket), clock.now());
  if (access === null) return refuse("ticket_invalid");
  return access.active ? accept(toAuthData(access, "ticket")) : refuse("session_ended");
}

/** A token signed with a key made by another process since we last looked is checked once more with the keys read anew. */
async function verifyWithKnownKeys(token: string, now: Date): Promise<Outcome<AccessClaims, TokenRefusal>> {
  const first = await verifyAccessToken(token, await verificationKeys(now, false), now);
  if (first.ok || first.reason !== "token_key_unknown") return first;
  return verifyAccessToken(token, await verificationKeys(now, true), now);
}

function toAuthData(access: SessionAccess, via: AuthData["via"]): AuthData {
  const { personId: userID, orgId, sessionId, grants } = access;
  return { userID, orgId, sessionId, loginEndsAt: access.endsAt.toISOString(), via, grants };
}
