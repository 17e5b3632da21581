import type { JWK } from "jose";
import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

export interface StoredKey {
  kid: string;
  privateJwk: JWK;
  publicJwk: JWK;
  createdAt: Date;
}

/** All keys that are kept, the newest first. */
export async function listKeys(db: Queryable): Promise<StoredKey[]> {
  const { rows } = await db.query<{ kid: string; private_jwk: JWK; public_jwk: JWK; created_at: Date }>(
    `SELECT kid, private_jwk, public_jwk, created_at FROM signing_key ORDER BY created_at DESC, kid`,
  );
  return rows.map((r) => ({ kid: r.kid, privateJwk: r.private_jwk, publicJwk: r.public_jwk, createdAt: r.created_at }));
}

export async function insertKey(tx: Tx, key: StoredKey): Promise<void> {
  await tx.query(`INSERT INTO signing_key (kid, private_jwk, public_jwk, created_at) VALUES ($1, $2, $3, $4)`, [
    key.kid,
    key.privateJwk,
    key.publicJwk,
    key.createdAt,
  ]);
}

/** Only one process at a time makes a key; the lock ends with the transaction. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('signing_key'))::text`);
}

/** Drops keys made before the instant; returns how many. */
export async function dropKeys(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM signing_key WHERE created_at < $1`, [before]);
  return rowCount ?? 0;
}
