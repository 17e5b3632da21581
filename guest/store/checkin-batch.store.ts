import type { Tx } from "../../platform/tx";
import type { CheckinBatch } from "../contract/types";
import { findBatch, findItem, type ItemWithErrors } from "./checkin-batch.read";

/** The id of the property's batch with that key, which is made now unless there is one. */
export async function ensureBatch(tx: Tx, orgId: string, batch: CheckinBatch): Promise<string> {
  await tx.query(
    `INSERT INTO checkin_batch (id, org_id, property_id, version, batch_key, ok, failed, documents, started_by, started_at, updated_at)
     VALUES ($1, $2, $3, 0, $4, 0, 0, 0, $5, $6, $6) ON CONFLICT (property_id, batch_key) DO NOTHING`,
    [batch.id, orgId, batch.propertyId, batch.batchKey, batch.startedBy, batch.startedAt],
  );
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM checkin_batch WHERE org_id = $1 AND property_id = $2 AND batch_key = $3`,
    [orgId, batch.propertyId, batch.batchKey],
  );
  if (rows[0] === undefined) throw new Error("G11: a batch is gone right after it was made");
  return rows[0].id;
}

/** Locks the batch for the rest of the transaction and reads it then. */
export async function lockBatch(tx: Tx, orgId: string, id: string): Promise<CheckinBatch | null> {
  await tx.query(`SELECT id FROM checkin_batch WHERE org_id = $1 AND id = $2 FOR NO KEY UPDATE`, [orgId, id]);
  return findBatch(tx, orgId, id);
}

const NOTHING: Omit<ItemWithErrors, "row" | "rowKey"> = {
  status: "error",
  reservationId: null,
  confirmation: null,
  guestName: null,
  roomNumber: null,
  documents: 0,
  reason: null,
  errors: [],
};

/**
 * Takes the row for the rest of the transaction: who sends it at the same time waits. Answers what became of it before, or null when it
 * is new; it is there then, as refused without a reason, until updateItem says what became of it.
 */
export async function claimItem(
  tx: Tx,
  batchId: string,
  row: { key: string; position: number; hash: Buffer },
): Promise<{ item: ItemWithErrors; hash: Buffer } | null> {
  const claim = await tx.query(
    `INSERT INTO checkin_item (batch_id, row_key, position, request_hash, is_ok, documents, errors, is_told)
     VALUES ($1, $2, $3, $4, false, 0, '[]', false) ON CONFLICT DO NOTHING`,
    [batchId, row.key, row.position, row.hash],
  );
  if (claim.rowCount === 1) return null;
  await tx.query(`SELECT row_key FROM checkin_item WHERE batch_id = $1 AND row_key = $2 FOR UPDATE`, [
    batchId,
    row.key,
  ]);
  return findItem(tx, batchId, row.key);
}

/** Stores what became of a claimed row; it is to be told of. */
export async function updateItem(
  tx: Tx,
  batchId: string,
  hash: Buffer,
  item: Partial<ItemWithErrors> & { row: number; rowKey: string },
): Promise<ItemWithErrors> {
  const full = { ...NOTHING, ...item };
  await tx.query(
    `UPDATE checkin_item SET position = $3, request_hash = $4, is_ok = $5, reservation_id = $6, confirmation = $7, guest_name = $8,
       room_number = $9, documents = $10, reason = $11, errors = $12, is_told = false WHERE batch_id = $1 AND row_key = $2`,
    [
      batchId,
      full.rowKey,
      full.row,
      hash,
      full.status === "ok",
      full.reservationId,
      full.confirmation,
      full.guestName,
      full.roomNumber,
      full.documents,
      full.reason,
      JSON.stringify(full.errors),
    ],
  );
  return full;
}

/** Counts the items of a locked batch anew, at the next version, and notes that these were told of. */
export async function tellItems(tx: Tx, id: string, rowKeys: readonly string[], at: Date): Promise<void> {
  await tx.query(`UPDATE checkin_item SET is_told = true WHERE batch_id = $1 AND row_key = ANY($2::text[])`, [
    id,
    rowKeys,
  ]);
  await tx.query(
    `UPDATE checkin_batch b SET version = version + 1, updated_at = $2, ok = c.ok, failed = c.failed, documents = c.documents
     FROM (SELECT count(*) FILTER (WHERE is_ok) AS ok, count(*) FILTER (WHERE NOT is_ok) AS failed, sum(documents) AS documents
           FROM checkin_item WHERE batch_id = $1 AND is_told) c
     WHERE b.id = $1`,
    [id, at],
  );
}
