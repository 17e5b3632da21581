import type { Queryable } from "../../platform/sql";

/** How far a stream of an organisation is applied: all its batches up to this number. */
export interface Applied {
  stream: string;
  appliedSeq: number;
}

/**
 * Notes a batch of a stream as applied. A stream that is met for the first time counts from its batch on, since what came before it is
 * in the rows that were counted then.
 */
export async function noteApplied(db: Queryable, orgId: string, stream: string, batchNo: number): Promise<void> {
  await db.query(
    `INSERT INTO source AS s (org_id, stream, applied_from, applied_seq, ahead) VALUES ($1, $2, $3, $3, '{}')
     ON CONFLICT (org_id, stream) DO UPDATE SET (applied_seq, ahead) = (
       WITH later AS (
         SELECT DISTINCT n FROM unnest(s.ahead || excluded.applied_seq) AS n WHERE n > s.applied_seq
       ), ranked AS (
         SELECT n, n - row_number() OVER (ORDER BY n) AS gap FROM later
       ), next AS (
         SELECT coalesce(max(n) FILTER (WHERE gap = s.applied_seq), s.applied_seq) AS n FROM ranked
       )
       SELECT next.n, coalesce(array_agg(ranked.n) FILTER (WHERE ranked.n > next.n), '{}')
       FROM next LEFT JOIN ranked ON true GROUP BY next.n)`,
    [orgId, stream, batchNo],
  );
}

/** Whether the batch is in the numbers already. Not said of batches before the first that came: those are applied as often as they come. */
export async function isApplied(db: Queryable, orgId: string, stream: string, batchNo: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT 1 FROM source WHERE org_id = $1 AND stream = $2 AND ($3 BETWEEN applied_from AND applied_seq OR $3 = ANY(ahead))`,
    [orgId, stream, batchNo],
  );
  return rowCount === 1;
}

export async function listApplied(db: Queryable, orgId: string): Promise<Applied[]> {
  const { rows } = await db.query<{ stream: string; applied_seq: number }>(
    `SELECT stream, applied_seq FROM source WHERE org_id = $1 ORDER BY stream`,
    [orgId],
  );
  return rows.map(({ stream, applied_seq }) => ({ stream, appliedSeq: applied_seq }));
}
