import type { FileView } from "../contract/types";
import { newId } from "../../platform/ids";
import type { Queryable } from "../../platform/sql";

/** Notes that a person was given the bytes of a file. */
export async function insertView(db: Queryable, fileId: string, personId: string, seenAt: Date): Promise<void> {
  await db.query(`INSERT INTO file_view (id, file_id, person_id, seen_at) VALUES ($1, $2, $3, $4)`, [
    newId(),
    fileId,
    personId,
    seenAt,
  ]);
}

/** The last views of a file, newest first. */
export async function findViews(db: Queryable, fileId: string, limit: number): Promise<FileView[]> {
  const { rows } = await db.query<{ person_id: string; seen_at: Date }>(
    `SELECT person_id, seen_at FROM file_view WHERE file_id = $1 ORDER BY seen_at DESC, id DESC LIMIT $2`,
    [fileId, limit],
  );
  return rows.map((row) => ({ personId: row.person_id, seenAt: row.seen_at.toISOString() }));
}
