import type { Pool } from "pg";
import { crashPoint } from "../../platform/crash-point";
import { newId } from "../../platform/ids";
import type { FieldError } from "../../platform/outcome";
import { inTx, type Tx } from "../../platform/tx";
import type { CheckinBatch } from "../contract/types";
import type { BulkRow } from "../domain/bulk";
import { batchProcessed } from "../domain/events";
import { fingerprint } from "../domain/fingerprint";
import { relay } from "../jobs/relay";
import { type ItemWithErrors, listUntold } from "../store/checkin-batch.read";
import { claimItem, ensureBatch, lockBatch, tellItems, updateItem } from "../store/checkin-batch.store";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { type BulkContext, processRow, type RowDone, RowRefused } from "./bulk-row";
import { fingerprintSecret } from "./fingerprint-key";

/** An event of a batch tells of so many rows: far below what an event may hold, whatever the names are. */
const TOLD_AT_ONCE = 25;

/**
 * Does the rows of a batch one after another, each in a transaction of its own, then tells of them. A row that is done stays done: who
 * sends it again gets its first result, so after a crash the same request goes on where it was (G11).
 */
export async function bulkCheckIn(
  context: BulkContext,
  batchKey: string,
  rows: readonly BulkRow[],
): Promise<{ batchId: string; items: ItemWithErrors[] }> {
  const { actor, property } = context;
  const secret = await fingerprintSecret();
  const batchId = await inTx(pool, (tx) => ensureBatch(tx, actor.orgId, newBatch(context, batchKey)));
  crashPoint("during-bulk-check-in");
  const items: ItemWithErrors[] = [];
  for (const row of rows) {
    items.push(
      await inTx(pool, async (tx) => {
        const item = await doRow(tx, context, batchId, row, hashOf(secret, row));
        crashPoint("during-bulk-check-in");
        return item;
      }),
    );
    crashPoint("during-bulk-check-in");
    relay.wake();
  }
  while (await tell(context, batchId, property.propertyId)) crashPoint("during-bulk-check-in");
  relay.wake();
  return { batchId, items };
}

const newBatch = ({ actor, property }: BulkContext, batchKey: string): CheckinBatch => ({
  id: newId(),
  version: 0,
  propertyId: property.propertyId,
  batchKey,
  ok: 0,
  failed: 0,
  documents: 0,
  startedBy: actor.personId,
  startedAt: actor.now.toISOString(),
  updatedAt: actor.now.toISOString(),
});

async function doRow(
  tx: Tx,
  context: BulkContext,
  batchId: string,
  row: BulkRow,
  hash: Buffer,
): Promise<ItemWithErrors> {
  const { key, position } = row;
  const before = await claimItem(tx, batchId, { key, position, hash });
  if (before?.item.status === "ok") return before.hash.equals(hash) ? before.item : reused(before.item, position);
  const place = { row: position, rowKey: key };
  await tx.query("SAVEPOINT bulk_row");
  try {
    const { events, roomId: _, ...done } = await processRow(tx, context, row);
    const item = await updateItem(tx, batchId, hash, { ...place, status: "ok", ...done });
    await appendGuestEvents(tx, context.actor.orgId, events);
    return item;
  } catch (err) {
    if (!(err instanceof RowRefused)) throw err;
    await tx.query("ROLLBACK TO SAVEPOINT bulk_row");
    const refused = { ...place, reason: err.reason, errors: err.errors };
    const isSame = before !== null && before.hash.equals(hash) && sameErrors(before.item, refused);
    // What was told of once is not told of again.
    return isSame ? before.item : updateItem(tx, batchId, hash, refused);
  }
}

const sameErrors = (before: ItemWithErrors, after: { reason: string; errors: FieldError[] }): boolean =>
  before.reason === after.reason && JSON.stringify(before.errors) === JSON.stringify(after.errors);

/** The row is done, and what is sent under its key now is another one. */
const reused = (item: ItemWithErrors, row: number): ItemWithErrors => ({
  ...item,
  row,
  status: "error",
  reason: "row_key_reused",
  errors: [
    {
      path: "rowKey",
      code: "row_key_reused",
      message: `${item.rowKey} was done with other content; it stays as it is, use a new key for a new row`,
    },
  ],
});

/** Two rows with the same hash ask for the same. It is keyed, since rows hold document numbers (G9). */
const hashOf = (secret: Buffer, { position: _position, key: _key, ...row }: BulkRow): Buffer =>
  fingerprint(secret, JSON.stringify(row));

/** Tells of rows that were not told of yet, at most 25 in one event; false when there are none. */
function tell({ actor }: BulkContext, batchId: string, propertyId: number): Promise<boolean> {
  return inTx(pool, async (tx) => {
    await lockBatch(tx, actor.orgId, batchId);
    const untold = await listUntold(tx, batchId, TOLD_AT_ONCE);
    if (untold.length === 0) return false;
    await tellItems(
      tx,
      batchId,
      untold.map(({ rowKey }) => rowKey),
      actor.now,
    );
    const batch = await lockBatch(tx, actor.orgId, batchId);
    if (batch === null || batch.propertyId !== propertyId) throw new Error(`G11: batch ${batchId} is gone`);
    const doing = { eventId: newId(), at: actor.now.toISOString(), actorId: actor.personId };
    const items = untold.map(({ errors: _errors, ...item }) => item);
    await appendGuestEvents(tx, actor.orgId, [batchProcessed(batch, items, doing)]);
    crashPoint("during-bulk-check-in");
    return true;
  });
}

class RolledBack extends Error {
  readonly done: RowDone;

  constructor(done: RowDone) {
    super("dry run");
    this.done = done;
  }
}

/**
 * What would become of the rows now, without anything being kept. Each is tried by itself; that two of them want the same room or
 * reservation is found here, since none sees what another has done.
 */
export async function tryBulkCheckIn(context: BulkContext, rows: readonly BulkRow[]): Promise<ItemWithErrors[]> {
  const taken = new Map<string, string>();
  const items: ItemWithErrors[] = [];
  for (const row of rows) {
    const place = { row: row.position, rowKey: row.key };
    const nothing = { reservationId: null, confirmation: null, guestName: null, roomNumber: null, documents: 0 };
    const refuse = (reason: string, errors: FieldError[]): void =>
      void items.push({ ...place, ...nothing, status: "error", reason, errors });
    try {
      const { events: _, roomId, ...done } = await tryRow(pool, context, row);
      const wants = [
        roomId === null || (row.aim !== "new" && row.room === null) ? null : (["room", roomId] as const),
        row.aim === "arrive" ? (["reservation", done.reservationId ?? ""] as const) : null,
      ].filter((want) => want !== null);
      const clash = wants.find(([, id]) => taken.has(id));
      if (clash === undefined) {
        for (const [, id] of wants) taken.set(id, row.key);
        const made = row.aim === "arrive" ? {} : { reservationId: null, confirmation: null };
        items.push({ ...place, ...done, ...made, status: "ok", reason: null, errors: [] });
      } else {
        const [path, id] = clash;
        const message = `row ${taken.get(id) ?? ""} of this list has it already`;
        refuse("request_invalid", [{ path, code: "repeated", message }]);
      }
    } catch (err) {
      if (!(err instanceof RowRefused)) throw err;
      refuse(err.reason, err.errors);
    }
  }
  return items;
}

async function tryRow(on: Pool, context: BulkContext, row: BulkRow): Promise<RowDone> {
  try {
    return await inTx(on, async (tx): Promise<never> => {
      throw new RolledBack(await processRow(tx, context, row));
    });
  } catch (err) {
    if (err instanceof RolledBack) return err.done;
    throw err;
  }
}
