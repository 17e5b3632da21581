import { randomInt } from "node:crypto";
import { guest } from "~encore/clients";
import type { AuthData, Grant } from "../../identity/contract/auth";
import type { Permission } from "../../identity/contract/permissions";
import { newId } from "../../platform/ids";
import type { GuestEvent } from "../contract/events";
import type { Reservation, Room } from "../contract/types";
import { pool } from "../store/db";

/** The open day at every property of these tests. */
export const TODAY = "2026-11-20";

export const MANAGER: Permission[] = [
  "guest.stay.read",
  "guest.stay.write",
  "guest.checkin.force",
  "guest.room.write",
  "guest.room.manage",
  "guest.request.write",
  "guest.restricted.read",
  "guest.identity.read",
];
export const CLERK: Permission[] = ["guest.stay.read", "guest.stay.write", "guest.room.write", "guest.restricted.read"];

/** A property that no other test has, whether in this file or in one that shares its database. */
export const newProperty = (): number => randomInt(1_000_000, 2 ** 31 - 1);

const grant = (propertyId: number, permissions: Permission[], businessDate: string): Grant => ({
  propertyId,
  permissions,
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate,
});

/** A person of an organisation of its own, or of the given one, with these rights at these properties. */
export function callerAt(
  propertyIds: number[],
  { orgId = newId(), permissions = MANAGER, businessDate = TODAY } = {},
): AuthData {
  return {
    userID: newId(),
    orgId,
    sessionId: newId(),
    loginEndsAt: "2099-01-01T00:00:00.000Z",
    via: "header",
    grants: propertyIds.map((id) => grant(id, permissions, businessDate)),
  };
}

/** The reason of a refused call; "no error" when it was not refused. */
export function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (err: { code?: string; details?: { reason?: string } }) => err.details?.reason ?? err.code ?? "unknown",
  );
}

/** A property with a room type and rooms of these numbers, and somebody who may do everything there. */
export class Desk {
  readonly propertyId = newProperty();
  readonly caller = callerAt([this.propertyId]);
  readonly rooms: Room[] = [];

  static async open(numbers: string[]): Promise<Desk> {
    const desk = new Desk();
    const { propertyId } = desk;
    await guest.addRoomType({ propertyId, code: "DBL", name: "Double" }, desk.as());
    for (const number of numbers)
      desk.rooms.push(await guest.addRoom({ propertyId, number, roomType: "DBL" }, desk.as()));
    return desk;
  }

  as(caller = this.caller): { authData: AuthData } {
    return { authData: caller };
  }

  /** The room at that place of the numbers. */
  room(i: number): Room {
    const room = this.rooms[i];
    if (room === undefined) throw new Error(`the desk has no room ${i}`);
    return room;
  }

  /** A reservation from today on, unless said otherwise. */
  reserve(more: Partial<Parameters<typeof guest.createReservation>[0]> = {}): Promise<Reservation> {
    const request = {
      propertyId: this.propertyId,
      guestName: "Ada Lovelace",
      roomType: "DBL",
      departure: "2026-11-22",
    };
    return guest.createReservation({ ...request, ...more }, this.as());
  }

  /** A reservation that has the room. */
  async assigned(i: number, more: Partial<Parameters<typeof guest.createReservation>[0]> = {}): Promise<Reservation> {
    const { id, version } = await this.reserve(more);
    return guest.assignRoom({ id, version, roomId: this.room(i).id }, this.as());
  }

  /** The room as it is now. */
  async look(i: number): Promise<Room> {
    const { data } = await guest.listRooms({ propertyId: this.propertyId, limit: 100 }, this.as());
    const room = data.find(({ id }) => id === this.room(i).id);
    if (room === undefined) throw new Error(`room ${i} is gone`);
    return room;
  }

  /** Events in the outbox; nothing relays in a test. */
  async events(): Promise<GuestEvent[]> {
    const { rows } = await pool.query<{ event: GuestEvent }>(`SELECT event FROM outbox WHERE org_id = $1 ORDER BY id`, [
      this.caller.orgId,
    ]);
    return rows.map((r) => r.event);
  }

  /** Nights of the room that are sold. */
  async nights(i: number): Promise<string[]> {
    const { rows } = await pool.query<{ night: string }>(
      `SELECT night FROM room_night WHERE room_id = $1 ORDER BY night`,
      [this.room(i).id],
    );
    return rows.map(({ night }) => night);
  }
}
