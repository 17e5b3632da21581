import { tuple, uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import type { Queryable } from "../../platform/sql";
import { storableText } from "./storable-text";
import type { Housekeeping, Occupancy, Room, RoomService, RoomType } from "../contract/types";

export const selectRooms = `SELECT r.id, r.version, r.property_id, r.number, r.room_type_id, t.code AS room_type, r.floor,
    r.occupancy, r.housekeeping, r.service, r.updated_at
  FROM room r JOIN room_type t ON t.id = r.room_type_id`;

export interface RoomRow {
  id: string;
  version: number;
  property_id: number;
  number: string;
  room_type_id: string;
  room_type: string;
  floor: number | null;
  occupancy: Occupancy;
  housekeeping: Housekeeping;
  service: RoomService;
  updated_at: Date;
}

/** The room, or null when this organisation has none with the id. */
export async function findRoom(db: Queryable, orgId: string, id: string): Promise<Room | null> {
  const { rows } = await db.query<RoomRow>(`${selectRooms} WHERE r.org_id = $1 AND r.id = $2`, [orgId, id]);
  return rows[0] === undefined ? null : toRoom(rows[0]);
}

/** The room with that number, or null. */
export async function findRoomByNumber(
  db: Queryable,
  orgId: string,
  propertyId: number,
  number: string,
): Promise<Room | null> {
  const { rows } = await db.query<RoomRow>(
    `${selectRooms} WHERE r.org_id = $1 AND r.property_id = $2 AND r.number = $3`,
    [orgId, propertyId, number],
  );
  return rows[0] === undefined ? null : toRoom(rows[0]);
}

export interface RoomFilter {
  orgId: string;
  propertyId: number;
  occupancy: Occupancy | null;
  housekeeping: Housekeeping | null;
  service: RoomService | null;
  /** Code of the type. */
  roomType: string | null;
  /** Only rooms that are sold on none of these nights; from and to, the latter not included. */
  freeFrom: string | null;
  freeTo: string | null;
  /** A reservation whose own nights do not count. */
  freeForId: string | null;
}

/** Number and id of the last room of a page. */
export const roomCursor = keyset(tuple([storableText, uuid()]));
export type RoomPosition = [number: string, id: string];

/** A page of rooms by number, after the position. */
export async function listRoomsPage(
  db: Queryable,
  filter: RoomFilter,
  limit: number,
  after: RoomPosition | null,
): Promise<Page<Room>> {
  const { rows } = await db.query<RoomRow>(
    `${selectRooms}
     WHERE r.org_id = $1 AND r.property_id = $2
       AND ($3::text IS NULL OR r.occupancy = $3) AND ($4::text IS NULL OR r.housekeeping = $4)
       AND ($5::text IS NULL OR r.service = $5) AND ($6::text IS NULL OR t.code = $6)
       AND ($7::date IS NULL OR NOT EXISTS
         (SELECT FROM room_night n WHERE n.room_id = r.id AND n.night >= $7 AND n.night < $8
            AND ($12::uuid IS NULL OR n.reservation_id <> $12)))
       AND ($9::text IS NULL OR (r.number, r.id) > ($9, $10::uuid))
     ORDER BY r.number, r.id LIMIT $11`,
    [
      filter.orgId,
      filter.propertyId,
      filter.occupancy,
      filter.housekeeping,
      filter.service,
      filter.roomType,
      filter.freeFrom,
      filter.freeTo,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
      filter.freeForId,
    ],
  );
  return toPage(rows.map(toRoom), limit, (last) => roomCursor.encode([last.number, last.id]));
}

const ROOM_TYPE = `id, version, property_id, code, name, capacity`;

interface RoomTypeRow {
  id: string;
  version: number;
  property_id: number;
  code: string;
  name: string;
  capacity: number;
}

/** All room types of a property, by code. There are a few. */
export async function listRoomTypes(db: Queryable, orgId: string, propertyId: number): Promise<RoomType[]> {
  const { rows } = await db.query<RoomTypeRow>(
    `SELECT ${ROOM_TYPE} FROM room_type WHERE org_id = $1 AND property_id = $2 ORDER BY code`,
    [orgId, propertyId],
  );
  return rows.map(toRoomType);
}

/** The room type with that code, or null. */
export async function findRoomType(
  db: Queryable,
  orgId: string,
  propertyId: number,
  code: string,
): Promise<RoomType | null> {
  const { rows } = await db.query<RoomTypeRow>(
    `SELECT ${ROOM_TYPE} FROM room_type WHERE org_id = $1 AND property_id = $2 AND code = $3`,
    [orgId, propertyId, code],
  );
  return rows[0] === undefined ? null : toRoomType(rows[0]);
}

const toRoomType = ({ property_id, ...row }: RoomTypeRow): RoomType => ({ ...row, propertyId: property_id });

export function toRoom(row: RoomRow): Room {
  return {
    id: row.id,
    version: row.version,
    propertyId: row.property_id,
    number: row.number,
    roomTypeId: row.room_type_id,
    roomType: row.room_type,
    floor: row.floor,
    occupancy: row.occupancy,
    housekeeping: row.housekeeping,
    service: row.service,
    updatedAt: row.updated_at.toISOString(),
  };
}
