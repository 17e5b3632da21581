import type { Tx } from "../../platform/tx";
import type { Room, RoomType } from "../contract/types";
import { type RoomRow, selectRooms, toRoom } from "./room.read";

/** False when the property has one with the code. */
export async function insertRoomType(tx: Tx, orgId: string, type: RoomType): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO room_type (id, org_id, property_id, version, code, name, capacity)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (property_id, code) DO NOTHING`,
    [type.id, orgId, type.propertyId, type.version, type.code, type.name, type.capacity],
  );
  return rowCount === 1;
}

/** False when the property has one with the number. */
export async function insertRoom(tx: Tx, orgId: string, room: Room): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO room (id, org_id, property_id, version, number, room_type_id, floor, occupancy, housekeeping, service, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (property_id, number) DO NOTHING`,
    [
      room.id,
      orgId,
      room.propertyId,
      room.version,
      room.number,
      room.roomTypeId,
      room.floor,
      room.occupancy,
      room.housekeeping,
      room.service,
      room.updatedAt,
    ],
  );
  return rowCount === 1;
}

/**
 * Locks rooms of a property for the rest of the transaction, always in the same order, and reads them then. Whoever sells, frees or
 * changes a room holds this lock; it comes after the lock of the reservation, never before.
 */
export async function lockRooms(tx: Tx, propertyId: number, ids: readonly string[]): Promise<Room[]> {
  if (ids.length === 0) return [];
  await tx.query(`SELECT id FROM room WHERE property_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [
    propertyId,
    ids,
  ]);
  const { rows } = await tx.query<RoomRow>(`${selectRooms} WHERE r.property_id = $1 AND r.id = ANY($2::uuid[])`, [
    propertyId,
    ids,
  ]);
  return rows.map(toRoom);
}

/** Stores what may change of a room that is locked. */
export async function updateRoom(tx: Tx, room: Room): Promise<void> {
  await tx.query(
    `UPDATE room SET version = $2, occupancy = $3, housekeeping = $4, service = $5, updated_at = $6 WHERE id = $1`,
    [room.id, room.version, room.occupancy, room.housekeeping, room.service, room.updatedAt],
  );
}
