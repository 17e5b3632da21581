import { randomBytes } from "node:crypto";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import type { Ticket, TokenPair } from "../contract/types";
import { ACCESS_TOKEN_SECONDS, signAccessToken } from "../domain/access-token";
import { decideRefresh, parseRefreshToken, REFRESH_TOKEN_MS, type RefreshRefusal, sealRefreshToken } from "../domain/refresh-token";
import { hashTicket } from "./authenticate";
import { pool } from "./db";
import { signingKey } from "./key-ring";
import { endSession, insertSession, lockSession, rotateSession } from "./session.store";
import { insertTicket } from "./ticket.store";

const TICKET_SECONDS = 30;

/** Begins a session for a person whose password was right. */
export async function openSession(personId: string): Promise<TokenPair> {
  const now = clock.now();
  const session = { id: newId(), personId, refreshKey: randomBytes(32), now, expiresAt: new Date(now.getTime() + REFRESH_TOKEN_MS) };
  await insertSession(pool, session);
  return tokenPair(session.id, personId, 1, session.refreshKey, now);
}

/** Changes a refresh token for the next pair (I5). A copied token ends its session. */
export async function refreshSession(text: string): Promise<Outcome<TokenPair, RefreshRefusal>> {
  const token = parseRefreshToken(text);
  if (token === null) return refuse("refresh_token_invalid");
  const now = clock.now();
  return inTx(pool, async (tx): Promise<Outcome<TokenPair, RefreshRefusal>> => {
    const session = await lockSession(tx, token.sessionId);
    if (session === null) return refuse("refresh_token_invalid");
    const decided = decideRefresh(token, session, now);
    if (!decided.ok) {
      if (decided.reason === "refresh_token_reused") await endSession(tx, token.sessionId, "refresh_token_reused", now);
      return decided;
    }
    const generation = decided.value;
    if (generation !== session.generation) {
      await rotateSession(tx, token.sessionId, generation, now, new Date(now.getTime() + REFRESH_TOKEN_MS));
    }
    return accept(await tokenPair(token.sessionId, session.personId, generation, session.refreshKey, now));
  });
}

/** A ticket of 30 s for one stream or download of the session. */
export async function openTicket(sessionId: string): Promise<Ticket> {
  const ticket = randomBytes(24).toString("base64url");
  await insertTicket(pool, hashTicket(ticket), sessionId, new Date(clock.nowMs() + TICKET_SECONDS * 1000));
  return { ticket, expiresIn: TICKET_SECONDS };
}

async function tokenPair(sessionId: string, personId: string, generation: number, refreshKey: Buffer, now: Date): Promise<TokenPair> {
  return {
    accessToken: await signAccessToken({ personId, sessionId }, await signingKey(now), now),
    refreshToken: sealRefreshToken(sessionId, generation, refreshKey),
    expiresIn: ACCESS_TOKEN_SECONDS,
  };
}
