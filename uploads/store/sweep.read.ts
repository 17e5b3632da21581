import type { Queryable } from "../../platform/sql";
import type { StoredFile } from "../domain/file";
import { FILE, type FileRow, toFile } from "./file-row";

/** Files whose bytes did not all come in time. */
export async function findOverdue(db: Queryable, now: Date, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM file JOIN upload ON file_id = id
     WHERE state IN ('created', 'uploading') AND expires_at <= $1 ORDER BY expires_at LIMIT $2`,
    [now, limit],
  );
  return rows.map((row) => row.id);
}

/** Files that have been in a state since before the instant. */
export async function findStuck(
  db: Queryable,
  state: "uploaded" | "checking" | "ready",
  before: Date,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM file WHERE state = $1 AND changed_at <= $2 ORDER BY changed_at LIMIT $3`,
    [state, before, limit],
  );
  return rows.map((row) => row.id);
}

/** Files that are gone and may have left objects behind. */
export async function findUndropped(db: Queryable, before: Date, limit: number): Promise<StoredFile[]> {
  const { rows } = await db.query<FileRow>(
    `SELECT ${FILE} FROM file WHERE has_bytes AND state IN ('rejected', 'expired', 'erased') AND changed_at <= $1
     ORDER BY changed_at LIMIT $2`,
    [before, limit],
  );
  return rows.map(toFile);
}

/** Takes the right to sweep for the rest of the transaction; false while another process has it. */
export async function tryAlone(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ got: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('uploads sweep')) AS got`,
  );
  return rows[0]?.got === true;
}
