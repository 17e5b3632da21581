import { createHash } from "node:crypto";
import { accept, type Outcome, refuse } from "./outcome";
import type { Queryable } from "./sql";
import type { Tx } from "./tx";

/** Whose request it is. A key means nothing outside of its organisation, person and endpoint. */
export interface RequestKey {
  orgId: string;
  personId: string;
  endpoint: string;
  /** The Idempotency-Key header; undefined or empty asks for nothing. */
  key: string | undefined;
}

/** Answers are kept this long; a repeat after that is a new request. */
export const KEY_RETENTION_MS = 7 * 24 * 3600 * 1000;

/**
 * Does the work once per key. A repeat with the same request gets the first answer; with another request it is refused.
 * A repeat that comes while the first still runs waits for it in the database, and does the work itself when the first fails.
 * Key, answer and what the work wrote commit together. The answer must be JSON.
 */
export async function once<T, R extends string>(
  tx: Tx,
  whose: RequestKey,
  request: unknown,
  now: Date,
  work: () => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | "idempotency_key_reused">> {
  const { key } = whose;
  if (key === undefined || key === "") return work();
  const id = [whose.orgId, whose.personId, whose.endpoint, key];
  const hash = createHash("sha256").update(canonical(request)).digest();
  const claim = await tx.query(
    `INSERT INTO idempotency_key (org_id, person_id, endpoint, key, request_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [...id, hash, now],
  );
  if (claim.rowCount === 0) return firstAnswer<T>(tx, id, hash);
  const outcome = await work();
  const stored = outcome.ok
    ? tx.query(`UPDATE idempotency_key SET answer = $5 WHERE (org_id, person_id, endpoint, key) = ($1, $2, $3, $4)`, [
        ...id,
        JSON.stringify(outcome.value),
      ])
    : tx.query(`DELETE FROM idempotency_key WHERE (org_id, person_id, endpoint, key) = ($1, $2, $3, $4)`, id);
  await stored;
  return outcome;
}

async function firstAnswer<T>(tx: Tx, id: unknown[], hash: Buffer): Promise<Outcome<T, "idempotency_key_reused">> {
  const { rows } = await tx.query<{ request_hash: Buffer; answer: T }>(
    `SELECT request_hash, answer FROM idempotency_key WHERE (org_id, person_id, endpoint, key) = ($1, $2, $3, $4)`,
    id,
  );
  const first = rows[0];
  if (first === undefined) throw new Error("the idempotency key was dropped while a repeat waited for it");
  return first.request_hash.equals(hash) ? accept(first.answer) : refuse("idempotency_key_reused");
}

/** Drops answers older than the instant; returns how many. */
export async function dropAnswers(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM idempotency_key WHERE created_at < $1`, [before]);
  return rowCount ?? 0;
}

/** JSON with sorted keys: the same request in another key order is the same request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(byName)) : v,
  );
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
