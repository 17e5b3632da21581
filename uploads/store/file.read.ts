import type { Queryable } from "../../platform/sql";
import type { FileSubject } from "../contract/types";
import type { StoredFile } from "../domain/file";
import { FILE, type FileRow, toFile } from "./file-row";

/** The file, or null when this organisation has none with the id. */
export async function findFile(db: Queryable, orgId: string, id: string): Promise<StoredFile | null> {
  const { rows } = await db.query<FileRow>(`SELECT ${FILE} FROM file WHERE org_id = $1 AND id = $2`, [orgId, id]);
  return rows[0] === undefined ? null : toFile(rows[0]);
}

/** The files that a subject has, oldest first. */
export async function findFilesOf(
  db: Queryable,
  orgId: string,
  subject: FileSubject,
  limit: number,
): Promise<StoredFile[]> {
  const { rows } = await db.query<FileRow>(
    `SELECT ${FILE} FROM file WHERE org_id = $1 AND subject_kind = $2 AND subject_id = $3 AND state = 'attached'
     ORDER BY created_at, id LIMIT $4`,
    [orgId, subject.kind, subject.id, limit],
  );
  return rows.map(toFile);
}

/** How many files a person began since the instant. */
export async function countBegun(db: Queryable, orgId: string, personId: string, since: Date): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM file WHERE org_id = $1 AND owner_id = $2 AND created_at > $3`,
    [orgId, personId, since],
  );
  return rows[0]?.count ?? 0;
}

/** A file of whichever organisation: for links, whose signature says that they are good. */
export async function findAnyFile(db: Queryable, id: string): Promise<StoredFile | null> {
  const { rows } = await db.query<FileRow>(`SELECT ${FILE} FROM file WHERE id = $1`, [id]);
  return rows[0] === undefined ? null : toFile(rows[0]);
}
