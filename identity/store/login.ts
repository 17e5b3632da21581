import { hash, verify } from "@node-rs/argon2";
import { clock } from "../../platform/clock";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { decideAttempt, limitKeys } from "../domain/login-limit";
import { pool } from "./db";
import { countAttempt, forgiveAttempt } from "./login-failure.store";
import { findCredentials } from "./person.store";

/** OWASP's first choice for argon2id: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Compared when nobody has the address, so that the answer takes as long as for a wrong password. */
let nobodysHash: Promise<string> | null = null;

/**
 * Person id of whoever has this e-mail address and password. Every try counts as failed until the password turns out right, so tries
 * at the same time count too.
 */
export async function checkPassword(
  email: string,
  password: string,
  address: string,
): Promise<Outcome<string, "login_failed" | "too_many_failed_logins">> {
  const now = clock.now();
  const lowered = email.trim().toLowerCase();
  const found = await findCredentials(pool, lowered);
  const keys = limitKeys(lowered, address, found?.orgId ?? null);
  const allowed = decideAttempt(await countAttempt(pool, keys, now), now);
  if (!allowed.ok) return allowed;
  nobodysHash ??= hashPassword("nobody");
  const isRight = await verify(found?.passwordHash ?? (await nobodysHash), password);
  if (found === null || !isRight) return refuse("login_failed");
  await forgiveAttempt(pool, keys);
  return accept(found.personId);
}
