import type { GuestEvent, IdDocumentEventType, ReservationEventType, RoomEventType } from "../contract/events";
import type { CheckinBatch, CheckinItem, IdDocument, Reservation, Room, RoomType } from "../contract/types";

/** Who did it, when, and the event's own id. */
export interface Doing {
  eventId: string;
  at: string;
  actorId: string;
}

const envelope = ({ eventId, at, actorId }: Doing, propertyId: number) =>
  ({ id: eventId, v: 1, at, propertyId, actorId, class: "normal" }) as const;

/** What the screens are told of a reservation: the whole row. */
export function reservationChanged(type: ReservationEventType, stay: Reservation, doing: Doing): GuestEvent {
  const { version, propertyId, ...data } = stay;
  const entity = { kind: "reservation", id: stay.id, version };
  return { ...envelope(doing, propertyId), type, entity, data };
}

/** What the screens are told of a room: the whole row. */
export function roomChanged(type: RoomEventType, room: Room, doing: Doing): GuestEvent {
  const { version, propertyId, ...data } = room;
  const entity = { kind: "room", id: room.id, version };
  return { ...envelope(doing, propertyId), type, entity, data };
}

export function roomTypeAdded(roomType: RoomType, doing: Doing): GuestEvent {
  const { version, propertyId, ...data } = roomType;
  const entity = { kind: "room-type", id: roomType.id, version };
  return { ...envelope(doing, propertyId), type: "room-type-added", entity, data };
}

/** What those who may see documents are told of one: the row with its number masked. */
export function documentChanged(type: IdDocumentEventType, document: IdDocument, doing: Doing): GuestEvent {
  const { version, propertyId, ...data } = document;
  const entity = { kind: "id-document", id: document.id, version };
  return { ...envelope(doing, propertyId), class: "restricted", type, entity, data };
}

/** What the screens are told of a batch: the row, and what became of the rows that were not told of before. */
export function batchProcessed(batch: CheckinBatch, items: CheckinItem[], doing: Doing): GuestEvent {
  const { version, propertyId, ...data } = batch;
  const entity = { kind: "checkin-batch", id: batch.id, version };
  return { ...envelope(doing, propertyId), type: "checkin-batch-processed", entity, data: { ...data, items } };
}
