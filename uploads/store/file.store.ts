import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { StoredFile } from "../domain/file";
import { FILE, type FileRow, toFile } from "./file-row";

export async function insertFile(tx: Tx, file: StoredFile): Promise<void> {
  await tx.query(
    `INSERT INTO file (${FILE})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    valuesOf(file),
  );
}

/** Locks the file for the rest of the transaction; null when there is none. */
export async function lockFile(tx: Tx, id: string): Promise<StoredFile | null> {
  const { rows } = await tx.query<FileRow>(`SELECT ${FILE} FROM file WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] === undefined ? null : toFile(rows[0]);
}

/** Writes all of a file that was locked. */
export async function updateFile(tx: Tx, file: StoredFile): Promise<void> {
  await tx.query(
    `UPDATE file SET (${FILE})
       = ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) WHERE id = $1`,
    valuesOf(file),
  );
}

function valuesOf(file: StoredFile): unknown[] {
  return [
    file.id,
    file.orgId,
    file.propertyId,
    file.ownerId,
    file.version,
    file.purpose,
    file.name,
    file.contentType,
    file.size,
    file.received,
    file.state,
    file.reason,
    file.sha256,
    file.width,
    file.height,
    file.thumbnail,
    file.subject?.kind ?? null,
    file.subject?.id ?? null,
    file.createdAt,
    file.changedAt,
  ];
}

/**
 * Adds to what an organisation holds, unless that makes more than `quota`; false then. A negative number gives room back.
 */
export async function reserveBytes(tx: Tx, orgId: string, bytes: number, quota: number): Promise<boolean> {
  await tx.query(`INSERT INTO org_usage (org_id, bytes) VALUES ($1, 0) ON CONFLICT DO NOTHING`, [orgId]);
  const { rowCount } = await tx.query(
    `UPDATE org_usage SET bytes = bytes + $2 WHERE org_id = $1 AND ($2 <= 0 OR bytes + $2 <= $3)`,
    [orgId, bytes, quota],
  );
  return rowCount === 1;
}

/** Notes that no object of the file is left. */
export async function markDropped(db: Queryable, id: string): Promise<void> {
  await db.query(`UPDATE file SET has_bytes = false WHERE id = $1`, [id]);
}
