import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

export interface CipherKey {
  id: string;
  secret: Buffer;
}

/** The newest key, or null when there is none yet. */
export async function findNewestKey(db: Queryable): Promise<CipherKey | null> {
  const { rows } = await db.query<CipherKey>(`SELECT id, secret FROM cipher_key ORDER BY created_at DESC, id LIMIT 1`);
  return rows[0] ?? null;
}

/** The key that a number was sealed with. */
export async function findKey(db: Queryable, id: string): Promise<CipherKey | null> {
  const { rows } = await db.query<CipherKey>(`SELECT id, secret FROM cipher_key WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

export async function insertKey(tx: Tx, key: CipherKey, createdAt: Date): Promise<void> {
  await tx.query(`INSERT INTO cipher_key (id, secret, created_at) VALUES ($1, $2, $3)`, [
    key.id,
    key.secret,
    createdAt,
  ]);
}

/** Only one process at a time makes a key; the lock ends with the transaction. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('cipher_key'))::text`);
}
