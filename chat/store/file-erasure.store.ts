import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

/** A deleted message whose files are to be erased. */
export interface FileErasure {
  orgId: string;
  messageId: string;
  /** Who deleted it. */
  actorId: string;
}

/** Remembers that the files of a message go with it. */
export async function eraseFilesOf(tx: Tx, { orgId, messageId, actorId }: FileErasure): Promise<void> {
  await tx.query(
    `INSERT INTO file_erasure (message_id, org_id, actor_id) VALUES ($1, $2, $3) ON CONFLICT (message_id) DO NOTHING`,
    [messageId, orgId, actorId],
  );
}

/** Those that failed least often first. */
export async function dueFileErasures(db: Queryable, limit: number): Promise<FileErasure[]> {
  const { rows } = await db.query<{ org_id: string; message_id: string; actor_id: string }>(
    `SELECT org_id, message_id, actor_id FROM file_erasure ORDER BY tries, message_id LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ orgId: row.org_id, messageId: row.message_id, actorId: row.actor_id }));
}

export async function settleFileErasure(db: Queryable, messageId: string): Promise<void> {
  await db.query(`DELETE FROM file_erasure WHERE message_id = $1`, [messageId]);
}

export async function postponeFileErasure(db: Queryable, messageId: string): Promise<void> {
  await db.query(`UPDATE file_erasure SET tries = tries + 1 WHERE message_id = $1`, [messageId]);
}
