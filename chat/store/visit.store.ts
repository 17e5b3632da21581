import type { Queryable } from "../../platform/sql";
import type { Tx } from "../../platform/tx";

/** A visitor on one device, and their conversation. */
export interface Visit {
  orgId: string;
  propertyId: number;
  visitorId: string;
  conversationId: string;
}

export async function insertVisit(tx: Tx, visit: Visit, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  await tx.query(
    `INSERT INTO visits (token_hash, org_id, property_id, visitor_id, conversation_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [tokenHash, visit.orgId, visit.propertyId, visit.visitorId, visit.conversationId, expiresAt],
  );
}

/** The visit of a token, and whether its property's widget is on; null when there is none or it has ended. It lasts anew from now. */
export async function useVisit(
  db: Queryable,
  tokenHash: Buffer,
  now: Date,
  lastsUntil: Date,
): Promise<(Visit & { isOn: boolean }) | null> {
  const { rows } = await db.query<{
    org_id: string;
    property_id: number;
    visitor_id: string;
    conversation_id: string;
    is_on: boolean;
  }>(`SELECT org_id, property_id, visitor_id, conversation_id, is_on FROM visit_by_token($1, $2, $3)`, [
    tokenHash,
    now,
    lastsUntil,
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    orgId: row.org_id,
    propertyId: row.property_id,
    visitorId: row.visitor_id,
    conversationId: row.conversation_id,
    isOn: row.is_on,
  };
}

/** Counts one more use under the key, in a window that begins anew when the last is over. */
export async function countUse(
  db: Queryable,
  key: string,
  windowMs: number,
  now: Date,
): Promise<{ count: number; since: Date }> {
  const { rows } = await db.query<{ count: number; since: Date }>(
    `INSERT INTO visit_rate AS r (key, since, count) VALUES ($1, $2, 1)
     ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN r.since <= $3 THEN 1 ELSE r.count + 1 END,
       since = CASE WHEN r.since <= $3 THEN excluded.since ELSE r.since END
     RETURNING count, since`,
    [key, now, new Date(now.getTime() - windowMs)],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("counting gave nothing");
  return row;
}

/** Drops visits that have ended, and windows that began before the instant. Returns how many visits. */
export async function dropVisits(db: Queryable, now: Date, windowsBefore: Date): Promise<number> {
  await db.query(`DELETE FROM visit_rate WHERE since < $1`, [windowsBefore]);
  const { rows } = await db.query<{ gone: number }>(`SELECT drop_visits($1) AS gone`, [now]);
  return rows[0]?.gone ?? 0;
}
