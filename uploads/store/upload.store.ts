import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

/** How far the bytes of a file have come. */
export interface Progress {
  received: number;
  /** Of RunningHash. */
  hashState: Buffer;
  /** When the last event told of it. */
  toldAt: Date;
  expiresAt: Date;
}

/** One stored piece of a file. */
export interface Part {
  /** Of its first byte in the file. */
  start: number;
  size: number;
  sha256: Buffer;
  /** Its name in the bucket. */
  object: string;
}

interface ProgressRow {
  received: number;
  hash_state: Buffer;
  told_at: Date;
  expires_at: Date;
}

export async function insertProgress(tx: Tx, fileId: string, progress: Progress): Promise<void> {
  await tx.query(
    `INSERT INTO upload (file_id, received, hash_state, told_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    [fileId, progress.received, progress.hashState, progress.toldAt, progress.expiresAt],
  );
}

/** Null when its bytes came to an end long ago, or never began. */
export async function findProgress(db: Queryable, fileId: string): Promise<Progress | null> {
  const { rows } = await db.query<ProgressRow>(
    `SELECT received, hash_state, told_at, expires_at FROM upload WHERE file_id = $1`,
    [fileId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return { received: row.received, hashState: row.hash_state, toldAt: row.told_at, expiresAt: row.expires_at };
}

export async function updateProgress(tx: Tx, fileId: string, progress: Progress): Promise<void> {
  await tx.query(`UPDATE upload SET received = $2, hash_state = $3, told_at = $4 WHERE file_id = $1`, [
    fileId,
    progress.received,
    progress.hashState,
    progress.toldAt,
  ]);
}

export async function dropProgress(tx: Tx, fileId: string): Promise<void> {
  await tx.query(`DELETE FROM upload WHERE file_id = $1`, [fileId]);
}

/** Stores parts; one that begins where another did takes its place. */
export async function putParts(tx: Tx, fileId: string, parts: readonly Part[]): Promise<void> {
  await tx.query(
    `INSERT INTO part (file_id, start, size, sha256, object)
     SELECT $1, start, size, sha256, object FROM unnest($2::bigint[], $3::int[], $4::bytea[], $5::text[]) AS p (start, size, sha256, object)
     ON CONFLICT (file_id, start) DO UPDATE SET size = excluded.size, sha256 = excluded.sha256, object = excluded.object`,
    [
      fileId,
      parts.map((part) => part.start),
      parts.map((part) => part.size),
      parts.map((part) => part.sha256),
      parts.map((part) => part.object),
    ],
  );
}

/** The parts of a file that hold any of the bytes from `from` up to and without `to`, in order. */
export async function findParts(db: Queryable, fileId: string, from: number, to: number): Promise<Part[]> {
  const { rows } = await db.query<Part>(
    `SELECT start, size, sha256, object FROM part WHERE file_id = $1 AND start < $3 AND start + size > $2 ORDER BY start`,
    [fileId, from, to],
  );
  return rows;
}

export async function dropParts(tx: Tx, fileId: string): Promise<void> {
  await tx.query(`DELETE FROM part WHERE file_id = $1`, [fileId]);
}
