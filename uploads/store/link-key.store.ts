import { randomBytes } from "node:crypto";
import { newId } from "../../platform/ids";
import type { Queryable } from "../../platform/sql";
import type { LinkKey } from "../domain/link";

const SECRET_BYTES = 32;
const SIGNS_FOR_MS = 7 * 24 * 3_600_000;

/** The key that signs now; a new one when there is none or it has signed for a week. */
export async function signingKey(db: Queryable, now: Date): Promise<LinkKey> {
  const since = new Date(now.getTime() - SIGNS_FOR_MS);
  const { rows } = await db.query<LinkKey>(
    `SELECT id, secret FROM link_key WHERE created_at > $1 AND created_at <= $2 ORDER BY created_at DESC, id DESC LIMIT 1`,
    [since, now],
  );
  if (rows[0] !== undefined) return rows[0];
  const key = { id: newId(), secret: randomBytes(SECRET_BYTES) };
  await db.query(`INSERT INTO link_key (id, secret, created_at) VALUES ($1, $2, $3)`, [key.id, key.secret, now]);
  return key;
}

/** A key by its id; null when it is not kept any more. */
export async function findLinkKey(db: Queryable, id: string): Promise<LinkKey | null> {
  const { rows } = await db.query<LinkKey>(`SELECT id, secret FROM link_key WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** Drops keys that sign no more and whose links have ended. */
export async function dropLinkKeys(db: Queryable, now: Date): Promise<void> {
  await db.query(`DELETE FROM link_key WHERE created_at < $1`, [new Date(now.getTime() - 2 * SIGNS_FOR_MS)]);
}
