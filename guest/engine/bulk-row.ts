import { validate as isUuid } from "uuid";
import type { Grant } from "../../identity/contract/auth";
import { toApiError } from "../../platform/errors";
import { newId } from "../../platform/ids";
import type { FieldError, Refusal } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import { guestErrors, type GuestRefusal } from "../contract/errors";
import type { GuestEvent } from "../contract/events";
import type { Reservation, Room } from "../contract/types";
import type { BulkRow } from "../domain/bulk";
import { decideArrival, decideAssign } from "../domain/desk";
import { decideReservation } from "../domain/reservation";
import { isInHouse } from "../domain/stay-states";
import { NAME_LENGTH } from "../domain/stay-fields";
import { readText } from "../../platform/text";
import type { CipherKey } from "../store/cipher-key.store";
import { findByConfirmation, findReservation } from "../store/reservation.read";
import { insertGuest, lockReservation } from "../store/reservation.store";
import { findRoomByNumber, findRoomType } from "../store/room.read";
import { lockRooms } from "../store/room.store";
import { onHeldDay } from "./open-day";
import { recordDocuments } from "./record-documents";
import { type Actor, StayWriter } from "./stay-writer";

/** What a batch is done with. */
export interface BulkContext {
  actor: Actor;
  property: Grant;
  key: CipherKey;
}

export interface RowDone {
  reservationId: string | null;
  confirmation: string | null;
  guestName: string | null;
  roomNumber: string | null;
  roomId: string | null;
  documents: number;
  events: GuestEvent[];
}

/** Why a row is refused. What it has written until then is to be rolled back. */
export class RowRefused extends Error {
  readonly reason: string;
  readonly errors: FieldError[];

  constructor(reason: string, errors: FieldError[]) {
    super(reason);
    this.reason = reason;
    this.errors = errors;
  }
}

/** Where in the row a refusal belongs. */
const PLACES: Partial<Record<GuestRefusal, string>> = {
  reservation_not_found: "reservation",
  state_forbids: "reservation",
  not_today: "arrival",
};

function refused(refusal: Refusal<GuestRefusal>): RowRefused {
  const { reason, errors } = refusal;
  if (errors !== undefined && errors.length > 0) return new RowRefused(reason, errors);
  const path = PLACES[reason] ?? "room";
  return new RowRefused(reason, [{ path, code: reason, message: toApiError(refusal, guestErrors).message }]);
}

const unknown = (path: string, what: string): RowRefused =>
  new RowRefused("request_invalid", [{ path, code: "unknown", message: what }]);

/** One row inside its own transaction. @throws RowRefused */
export async function processRow(tx: Tx, asked: BulkContext, row: BulkRow): Promise<RowDone> {
  if (row.errors.length > 0) throw new RowRefused("request_invalid", row.errors);
  const context = { ...asked, property: await onHeldDay(tx, asked.actor.orgId, asked.property) };
  const writer = new StayWriter(tx, context.actor);
  const stay =
    row.aim === "arrive"
      ? await arrive(tx, context, row, writer)
      : row.aim === "new"
        ? await moveIn(tx, context, row, writer)
        : null;
  const { propertyId } = context.property;
  const guest = stay === null ? await register(tx, context, row) : { guestId: stay.guestId, guestName: stay.guestName };
  const owner = { propertyId, guestId: guest.guestId, reservationId: stay?.id ?? null };
  const recorded = await recordDocuments(tx, context.actor, owner, row.documents, context.key);
  return {
    reservationId: stay?.id ?? null,
    confirmation: stay?.confirmation ?? null,
    guestName: guest.guestName,
    roomNumber: stay?.roomNumber ?? null,
    roomId: stay?.roomId ?? null,
    documents: recorded.stored.length,
    events: [...writer.events, ...recorded.events],
  };
}

/** The guest of a reservation moves in. Who is in the house already stays as they are: the row adds documents. */
async function arrive(tx: Tx, context: BulkContext, row: BulkRow, writer: StayWriter): Promise<Reservation> {
  const { actor, property } = context;
  const { orgId } = actor;
  const name = row.reservation ?? "";
  const found = isUuid(name)
    ? ((await findReservation(tx, orgId, name))?.id ?? null)
    : await findByConfirmation(tx, orgId, property.propertyId, name);
  const stay = found === null ? null : await lockReservation(tx, orgId, found);
  if (stay === null || stay.propertyId !== property.propertyId)
    throw unknown("reservation", `there is no reservation ${JSON.stringify(name.slice(0, 40))} at this property`);
  if (isInHouse(stay.state)) return stay;
  const wanted = await roomOf(tx, context, row);
  const rooms = await lockRooms(
    tx,
    property.propertyId,
    [stay.roomId, wanted?.id ?? null].filter((id) => id !== null),
  );
  return checkIn(context, row, writer, stay, rooms.find(({ id }) => id === (wanted?.id ?? stay.roomId)) ?? null);
}

/** A reservation is made; its guest moves in when it begins today or before, and gets the room in advance otherwise. */
async function moveIn(tx: Tx, context: BulkContext, row: BulkRow, writer: StayWriter): Promise<Reservation> {
  const { actor, property } = context;
  const { orgId, personId, now } = actor;
  const wanted = await roomOf(tx, context, row);
  const code = row.roomType ?? wanted?.roomType ?? "";
  const roomType = await findRoomType(tx, orgId, property.propertyId, code);
  const making = { id: newId(), guestId: newId(), now, personId, property, roomType };
  const decided = decideReservation({ departure: "", ...row.fields, roomType: code }, making);
  if (!decided.ok) throw refused(decided);
  const made = await writer.make(decided.value);
  const [room = null] = await lockRooms(tx, property.propertyId, wanted === null ? [] : [wanted.id]);
  if (made.arrival <= property.businessDate) return checkIn(context, row, writer, made, room);
  if (room === null) return made;
  const assigned = decideAssign(made, room);
  if (!assigned.ok) throw refused(assigned);
  const changed = await writer.change(assigned.value, "room-assigned");
  if (!changed.ok) throw refused(changed);
  return changed.value;
}

async function checkIn(
  { property }: BulkContext,
  row: BulkRow,
  writer: StayWriter,
  stay: Reservation,
  room: Room | null,
): Promise<Reservation> {
  const mayForce = property.permissions.includes("guest.checkin.force");
  const decided = decideArrival(stay, room, { businessDate: property.businessDate, force: row.force, mayForce });
  if (!decided.ok) throw refused(decided);
  const changed = await writer.change(decided.value.stay, "guest-checked-in");
  if (!changed.ok) throw refused(changed);
  await writer.changeRoom(decided.value.room);
  return changed.value;
}

/** The room that the row names; null when it names none. */
async function roomOf(tx: Tx, { actor, property }: BulkContext, { room }: BulkRow): Promise<Room | null> {
  if (room === null) return null;
  const found = await findRoomByNumber(tx, actor.orgId, property.propertyId, room);
  if (found === null) throw unknown("room", `there is no room ${JSON.stringify(room.slice(0, 40))} at this property`);
  return found;
}

/** Somebody whose documents are there without a stay. Without a name they are known by the type of the document and the row. */
async function register(
  tx: Tx,
  { actor, property }: BulkContext,
  row: BulkRow,
): Promise<{ guestId: string; guestName: string }> {
  const name = readText("guestName", row.fields.guestName, NAME_LENGTH);
  if (name !== null && typeof name !== "string") throw new RowRefused("request_invalid", [name]);
  const guestName = name ?? `Guest with ${row.documents[0]?.type ?? "document"} (${row.key})`;
  const guestId = newId();
  const guest = { guestId, guestName, guestEmail: null, guestPhone: null, isVip: false };
  await insertGuest(tx, actor.orgId, property.propertyId, guest);
  return { guestId, guestName };
}
