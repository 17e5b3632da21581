import type { StreamService } from "../../platform/events";
import type { Queryable } from "../../platform/sql";

/** A batch that has not come, while later ones of its service and organisation have. */
export interface Missing {
  service: StreamService;
  orgId: string;
  batchNo: number;
}

/** A service of an organisation whose batches wait for one that has not come. */
export interface HeldService {
  service: StreamService;
  /** The batch that has not come. */
  missing: number;
  held: number;
}

/** Where an organisation's batches wait for an earlier one. */
export async function findHeld(db: Queryable, orgId: string): Promise<HeldService[]> {
  const { rows } = await db.query<{ service: StreamService; missing: number; held: number }>(
    `SELECT h.service, coalesce(s.next_batch, 1) AS missing, count(h.batch_no) AS held
     FROM held_batch h LEFT JOIN source s ON s.org_id = h.org_id AND s.service = h.service
     WHERE h.org_id = $1 GROUP BY h.service, s.next_batch ORDER BY h.service`,
    [orgId],
  );
  return rows;
}

/** The batches for which others wait, at most 100 of them. */
export async function findMissing(db: Queryable): Promise<Missing[]> {
  const { rows } = await db.query<{ service: StreamService; org_id: string; batch_no: number }>(
    `SELECT h.service, h.org_id, coalesce(s.next_batch, 1) AS batch_no
     FROM (SELECT DISTINCT org_id, service FROM held_batch) h
     LEFT JOIN source s ON s.org_id = h.org_id AND s.service = h.service
     ORDER BY h.org_id, h.service LIMIT 100`,
  );
  return rows.map((row) => ({ service: row.service, orgId: row.org_id, batchNo: row.batch_no }));
}

/** How many batches wait for an earlier one, in all or of one organisation. */
export async function countHeld(db: Queryable, orgId: string | null = null): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(batch_no) AS count FROM held_batch WHERE $1::uuid IS NULL OR org_id = $1`,
    [orgId],
  );
  return rows[0]?.count ?? 0;
}
