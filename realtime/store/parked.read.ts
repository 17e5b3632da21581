import { z } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Queryable } from "../../platform/sql";

/** A message that could not be sequenced. */
export interface Parked {
  id: number;
  service: string;
  batchNo: number | null;
  reason: string;
  /** As it came, as JSON; null once an event of it was erased. */
  payload: string | null;
  parkedAt: Date;
}

interface Row {
  id: number;
  service: string;
  batch_no: number | null;
  reason: string;
  payload: string | null;
  parked_at: Date;
}

/** The id of the last message. */
export const parkedCursor = keyset(z.int().min(1));

const toParked = ({ batch_no, parked_at, ...row }: Row): Parked => ({ ...row, batchNo: batch_no, parkedAt: parked_at });

/** What is parked of an organisation, oldest first. */
export async function listParked(db: Queryable, orgId: string, after: number, limit: number): Promise<Page<Parked>> {
  const { rows } = await db.query<Row>(
    `SELECT id, service, batch_no, reason, payload, parked_at FROM parked WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [orgId, after, limit + 1],
  );
  return toPage(rows.map(toParked), limit, (last) => parkedCursor.encode(last.id));
}

/** Those of the messages that are parked and the organisation's. */
export async function findParked(db: Queryable, orgId: string, ids: readonly number[]): Promise<Parked[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, service, batch_no, reason, payload, parked_at FROM parked WHERE org_id = $1 AND id = ANY($2) ORDER BY id`,
    [orgId, ids],
  );
  return rows.map(toParked);
}
