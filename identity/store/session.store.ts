import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";
import type { RefreshState } from "../domain/refresh-token";

export interface NewSession {
  sessionId: string;
  personId: string;
  refreshKey: Buffer;
  now: Date;
  expiresAt: Date;
}

/** Begins a session whose first refresh token is generation 1. */
export async function insertSession(db: Queryable, session: NewSession): Promise<void> {
  await db.query(
    `INSERT INTO session (id, person_id, refresh_key, generation, rotated_at, created_at, expires_at) VALUES ($1, $2, $3, 1, $4, $4, $5)`,
    [session.sessionId, session.personId, session.refreshKey, session.now, session.expiresAt],
  );
}

interface SessionRow {
  person_id: string;
  refresh_key: Buffer;
  generation: number;
  rotated_at: Date;
  expires_at: Date;
  ended: boolean;
}

/** Locks the session for the rest of the transaction; null when there is none. A disabled person's session counts as ended. */
export async function lockSession(tx: Tx, id: string): Promise<(RefreshState & { personId: string }) | null> {
  const { rows } = await tx.query<SessionRow>(
    `SELECT s.person_id, s.refresh_key, s.generation, s.rotated_at, s.expires_at,
            s.ended_at IS NOT NULL OR p.disabled_at IS NOT NULL AS ended
     FROM session s JOIN person p ON p.id = s.person_id WHERE s.id = $1 FOR UPDATE OF s`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    personId: row.person_id,
    refreshKey: row.refresh_key,
    generation: row.generation,
    rotatedAt: row.rotated_at,
    expiresAt: row.expires_at,
    ended: row.ended,
  };
}

/** Notes the generation that is good from now on, and that the session is used: it expires later. */
export async function rotateSession(tx: Tx, id: string, generation: number, now: Date, expiresAt: Date): Promise<void> {
  await tx.query(`UPDATE session SET generation = $2, rotated_at = $3, expires_at = $4 WHERE id = $1`, [
    id,
    generation,
    now,
    expiresAt,
  ]);
}

export type EndReason = "logout" | "refresh_token_reused" | "ended_by_person" | "password_changed" | "person_disabled";

/** Ends the session: its access tokens, refresh tokens and tickets are refused from the next request on. Ending it again changes nothing. */
export async function endSession(db: Queryable, id: string, reason: EndReason, now: Date): Promise<void> {
  await db.query(`UPDATE session SET ended_at = $3, end_reason = $2 WHERE id = $1 AND ended_at IS NULL`, [
    id,
    reason,
    now,
  ]);
}

/** Ends the person's sessions that hold: all, all but one, or only one. Returns how many. */
export async function endSessionsOf(
  db: Queryable,
  personId: string,
  { reason, now, exceptId, onlyId }: { reason: EndReason; now: Date; exceptId?: string; onlyId?: string },
): Promise<number> {
  const { rowCount } = await db.query(
    `UPDATE session SET ended_at = $3, end_reason = $2
     WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $3 AND ($4::uuid IS NULL OR id <> $4) AND ($5::uuid IS NULL OR id = $5)`,
    [personId, reason, now, exceptId ?? null, onlyId ?? null],
  );
  return rowCount ?? 0;
}

export interface SessionTimes {
  id: string;
  createdAt: Date;
  /** When its tokens were last renewed. */
  usedAt: Date;
  expiresAt: Date;
}

/** The person's sessions that hold, the last used first. */
export async function listSessions(db: Queryable, personId: string, now: Date): Promise<SessionTimes[]> {
  const { rows } = await db.query<{ id: string; created_at: Date; rotated_at: Date; expires_at: Date }>(
    `SELECT id, created_at, rotated_at, expires_at FROM session
     WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY rotated_at DESC, id LIMIT 200`,
    [personId, now],
  );
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    usedAt: row.rotated_at,
    expiresAt: row.expires_at,
  }));
}

/** Drops sessions that expired or ended before the instant, with their tickets; returns how many. */
export async function dropSessions(db: Queryable, before: Date): Promise<number> {
  const { rowCount } = await db.query(`DELETE FROM session WHERE expires_at < $1 OR ended_at < $1`, [before]);
  return rowCount ?? 0;
}
