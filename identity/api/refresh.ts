import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { identityErrors } from "../contract/errors";
import type { TokenPair } from "../contract/types";
import {
  decideRefresh,
  parseRefreshToken,
  REFRESH_TOKEN_MS,
  type RefreshRefusal,
  type RefreshToken,
} from "../domain/refresh-token";
import { pool } from "../store/db";
import { endSession, lockSession, rotateSession } from "../store/session.store";
import { type Holder, tokenPair } from "./token-pair";

interface RefreshRequest {
  refreshToken: string & MinLen<1> & MaxLen<200>;
}

/**
 * Changes a refresh token for a new pair. The same token once more within 30 s gets the same next refresh token (two tabs, a lost
 * answer); later it is taken for a copy, and the login ends.
 */
export const refresh = api(
  { method: "POST", path: "/identity/refresh", expose: true, sensitive: true },
  async ({ refreshToken }: RefreshRequest): Promise<TokenPair> => {
    const token = parseRefreshToken(refreshToken);
    const now = clock.now();
    const outcome = token === null ? refuse("refresh_token_invalid") : await rotate(token, now);
    // Signed after the commit: a transaction holds no connection while keys are read. A lost answer is what the 30 s are for.
    return tokenPair(orThrow(outcome, identityErrors), now);
  },
);

async function rotate(token: RefreshToken, now: Date): Promise<Outcome<Holder, RefreshRefusal>> {
  return inTx(pool, async (tx): Promise<Outcome<Holder, RefreshRefusal>> => {
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
    return accept({ ...session, sessionId: token.sessionId, generation });
  });
}
