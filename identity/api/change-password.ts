import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { callerAddress } from "../../platform/caller-address";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { caller } from "../contract/access";
import { identityErrors } from "../contract/errors";
import { decideAttempt, limitKeys } from "../domain/login-limit";
import { hashPassword, isPassword } from "../domain/password";
import { pool } from "../store/db";
import { countAttempt, forgiveAttempt } from "../store/login-failure.store";
import { findOwnCredentials, replacePassword } from "../store/person.store";
import { endSessionsOf } from "../store/session.store";

interface ChangePasswordRequest {
  currentPassword: string & MinLen<1> & MaxLen<256>;
  /** At least 10 characters; no other rules. */
  newPassword: string & MinLen<10> & MaxLen<256>;
}

interface ChangePasswordResponse {
  /** Other logins of this person that ended; this one goes on. */
  endedLogins: number;
}

/** Changes the caller's password and ends all other logins: a stolen one is worth nothing from now on (I10). */
export const changePassword = api(
  { method: "PUT", path: "/identity/password", expose: true, auth: true, sensitive: true },
  async ({ currentPassword, newPassword }: ChangePasswordRequest): Promise<ChangePasswordResponse> => {
    const { userID: personId, sessionId } = caller();
    const now = clock.now();
    orThrow(await checkCurrent(personId, currentPassword, now), identityErrors);
    const hash = await hashPassword(newPassword);
    const endedLogins = await inTx(pool, async (tx) => {
      await replacePassword(tx, personId, hash);
      return endSessionsOf(tx, personId, { reason: "password_changed", now, exceptId: sessionId });
    });
    return { endedLogins };
  },
);

/** A wrong guess counts as a failed login (I6): whoever found an open screen gets no more tries than at the door. */
async function checkCurrent(
  personId: string,
  password: string,
  now: Date,
): Promise<Outcome<null, "password_wrong" | "too_many_failed_logins">> {
  const found = await findOwnCredentials(pool, personId);
  const keys = limitKeys(found?.email ?? personId, callerAddress());
  const allowed = decideAttempt(await countAttempt(pool, keys, now), now);
  if (!allowed.ok) return allowed;
  if (!(await isPassword(found?.passwordHash ?? null, password))) return refuse("password_wrong");
  await forgiveAttempt(pool, keys);
  return accept(null);
}
