import type { FieldError } from "../../platform/outcome";
import { type Page, toPage } from "../../platform/pages";
import type { Queryable } from "../../platform/sql";
import type { CheckinBatch, CheckinItem } from "../contract/types";
import { idCursor } from "./id-document.read";

const BATCH = `id, version, property_id, batch_key, ok, failed, documents, started_by, started_at, updated_at`;

interface BatchRow {
  id: string;
  version: number;
  property_id: number;
  batch_key: string;
  ok: number;
  failed: number;
  documents: number;
  started_by: string;
  started_at: Date;
  updated_at: Date;
}

/** The batch, or null when this organisation has none with the id. */
export async function findBatch(db: Queryable, orgId: string, id: string): Promise<CheckinBatch | null> {
  const { rows } = await db.query<BatchRow>(`SELECT ${BATCH} FROM checkin_batch WHERE org_id = $1 AND id = $2`, [
    orgId,
    id,
  ]);
  return rows[0] === undefined ? null : toBatch(rows[0]);
}

/** Batches of a property that were told of, the newest first. */
export async function listBatchesPage(
  db: Queryable,
  filter: { orgId: string; propertyId: number },
  limit: number,
  after: string | null,
): Promise<Page<CheckinBatch>> {
  const { rows } = await db.query<BatchRow>(
    `SELECT ${BATCH} FROM checkin_batch
     WHERE org_id = $1 AND property_id = $2 AND version > 0 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [filter.orgId, filter.propertyId, after, limit + 1],
  );
  return toPage(rows.map(toBatch), limit, ({ id }) => idCursor.encode(id));
}

const ITEM = `row_key, position, is_ok, reservation_id, confirmation, guest_name, room_number, documents, reason, errors, request_hash`;

interface ItemRow {
  row_key: string;
  position: number;
  is_ok: boolean;
  reservation_id: string | null;
  confirmation: string | null;
  guest_name: string | null;
  room_number: string | null;
  documents: number;
  reason: string | null;
  errors: FieldError[];
  request_hash: Buffer;
}

/** An item with what was wrong with its fields. */
export interface ItemWithErrors extends CheckinItem {
  errors: FieldError[];
}

/** All items of a batch in their order: as many rows as were ever sent with its key. */
export async function listItems(db: Queryable, batchId: string): Promise<ItemWithErrors[]> {
  const { rows } = await db.query<ItemRow>(
    `SELECT ${ITEM} FROM checkin_item WHERE batch_id = $1 ORDER BY position, row_key`,
    [batchId],
  );
  return rows.map(toItem);
}

/** Items that no event has told of yet. */
export async function listUntold(db: Queryable, batchId: string, limit: number): Promise<ItemWithErrors[]> {
  const { rows } = await db.query<ItemRow>(
    `SELECT ${ITEM} FROM checkin_item WHERE batch_id = $1 AND NOT is_told ORDER BY position, row_key LIMIT $2`,
    [batchId, limit],
  );
  return rows.map(toItem);
}

/** The item, and the hash of the row that made it. */
export async function findItem(
  db: Queryable,
  batchId: string,
  rowKey: string,
): Promise<{ item: ItemWithErrors; hash: Buffer } | null> {
  const { rows } = await db.query<ItemRow>(`SELECT ${ITEM} FROM checkin_item WHERE batch_id = $1 AND row_key = $2`, [
    batchId,
    rowKey,
  ]);
  return rows[0] === undefined ? null : { item: toItem(rows[0]), hash: rows[0].request_hash };
}

const toItem = (row: ItemRow): ItemWithErrors => ({
  row: row.position,
  rowKey: row.row_key,
  status: row.is_ok ? "ok" : "error",
  reservationId: row.reservation_id,
  confirmation: row.confirmation,
  guestName: row.guest_name,
  roomNumber: row.room_number,
  documents: row.documents,
  reason: row.reason,
  errors: row.errors,
});

const toBatch = (row: BatchRow): CheckinBatch => ({
  id: row.id,
  version: row.version,
  propertyId: row.property_id,
  batchKey: row.batch_key,
  ok: row.ok,
  failed: row.failed,
  documents: row.documents,
  startedBy: row.started_by,
  startedAt: row.started_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
