import type { Queryable } from "../../platform/sql";

/** Stores a ticket by its hash; `takeTicket` (access.read.ts) uses it up. */
export async function insertTicket(db: Queryable, hash: Buffer, sessionId: string, expiresAt: Date): Promise<void> {
  await db.query(`INSERT INTO stream_ticket (hash, session_id, expires_at) VALUES ($1, $2, $3)`, [
    hash,
    sessionId,
    expiresAt,
  ]);
}

/** Drops tickets that expired unused; returns how many. */
export async function dropTickets(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM stream_ticket WHERE expires_at < $1`, [before]);
  return rowCount ?? 0;
}
