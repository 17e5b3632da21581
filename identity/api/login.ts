import { randomBytes } from "node:crypto";
import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { callerAddress } from "../../platform/caller-address";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { identityErrors } from "../contract/errors";
import type { TokenPair } from "../contract/types";
import { decideAttempt, limitKeys } from "../domain/login-limit";
import { normaliseEmail } from "../domain/email";
import { isPassword } from "../domain/password";
import { REFRESH_TOKEN_MS } from "../domain/refresh-token";
import { pool } from "../store/db";
import { countAttempt, forgiveAttempt } from "../store/login-failure.store";
import { findCredentials } from "../store/person.store";
import { insertSession } from "../store/session.store";
import { tokenPair } from "./token-pair";

interface LoginRequest {
  email: string & MinLen<1> & MaxLen<254>;
  password: string & MinLen<1> & MaxLen<256>;
}

/** Logs a person in. An unknown address and a wrong password give the same answer in the same time; failures are limited. */
export const login = api(
  { method: "POST", path: "/identity/login", expose: true, sensitive: true },
  async ({ email, password }: LoginRequest): Promise<TokenPair> => {
    const now = clock.now();
    const personId = orThrow(await checkPassword(email, password, now), identityErrors);
    const holder = { sessionId: newId(), personId, generation: 1, refreshKey: randomBytes(32) };
    await insertSession(pool, { ...holder, now, expiresAt: new Date(now.getTime() + REFRESH_TOKEN_MS) });
    return tokenPair(holder, now);
  },
);

/** Person id of whoever has this address and password. A try counts as failed until the password turns out right (I6). */
async function checkPassword(
  email: string,
  password: string,
  now: Date,
): Promise<Outcome<string, "login_failed" | "too_many_failed_logins">> {
  const address = normaliseEmail(email);
  const found = await findCredentials(pool, address);
  const keys = limitKeys(address, callerAddress());
  const allowed = decideAttempt(await countAttempt(pool, keys, now), now);
  if (!allowed.ok) return allowed;
  if (!(await isPassword(found?.passwordHash ?? null, password)) || found === null) return refuse("login_failed");
  await forgiveAttempt(pool, keys);
  return accept(found.personId);
}
