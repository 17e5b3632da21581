import { array, boolean, iso, literal, number, object, string, type ZodType, enum as oneOf, union, uuid } from "zod";
import type { EventCatalogue } from "../../platform/events";
import { CURRENCIES, MAX_AMOUNT_MINOR } from "../../platform/money";
import { rowChangedSchema } from "../../platform/row-changed";
import { rowsInvalidated } from "../../platform/rows-invalidated";
import type {
  CheckinBatchProcessedV1,
  GuestEvent,
  IdDocumentChangedV1,
  IdDocumentEventType,
  ReservationChangedV1,
  ReservationEventType,
  RoomChangedV1,
  RoomEventType,
  RoomTypeAddedV1,
  ServiceRequestChangedV1,
} from "./events";

/** The envelope's part of an event of one type about one kind of entity. */
const about = <T extends string, C extends "normal" | "restricted" = "normal">(
  type: T,
  kind: string,
  eventClass: C = "normal" as C,
) => ({
  id: uuid(),
  type: literal(type),
  v: literal(1),
  at: iso.datetime(),
  propertyId: number().int().positive(),
  entity: object({ kind: literal(kind), id: uuid(), version: number().int().positive() }),
  actorId: string().min(1),
  class: literal(eventClass),
});

const roomTypeAdded: ZodType<RoomTypeAddedV1> = object({
  ...about("room-type-added", "room-type"),
  data: object({ id: uuid(), code: string().max(16), name: string().max(80), capacity: number().int().positive() }),
});

const room = object({
  id: uuid(),
  number: string().max(16),
  roomTypeId: uuid(),
  roomType: string().max(16),
  floor: number().int().nullable(),
  occupancy: oneOf(["vacant", "occupied"]),
  housekeeping: oneOf(["dirty", "clean", "inspected"]),
  service: oneOf(["in", "oos", "ooo"]),
  updatedAt: iso.datetime(),
});
const roomEvent = (type: RoomEventType): ZodType<RoomChangedV1> => object({ ...about(type, "room"), data: room });

const reservation = object({
  id: uuid(),
  confirmation: string().max(16),
  state: oneOf(["confirmed", "assigned", "checked_in", "due_out", "checked_out", "cancelled", "no_show"]),
  guestId: uuid(),
  guestName: string().min(1).max(120),
  guestEmail: string().max(200).nullable(),
  guestPhone: string().max(40).nullable(),
  isVip: boolean(),
  roomTypeId: uuid(),
  roomType: string().max(16),
  roomId: uuid().nullable(),
  roomNumber: string().max(16).nullable(),
  arrival: iso.date(),
  departure: iso.date(),
  nights: number().int().positive(),
  adults: number().int().positive(),
  nightlyRateMinor: number().int().min(0).max(MAX_AMOUNT_MINOR),
  currency: oneOf(CURRENCIES),
  eta: string().max(5).nullable(),
  notes: string().max(1000).nullable(),
  checkedInOn: iso.date().nullable(),
  checkedOutOn: iso.date().nullable(),
  createdBy: uuid(),
  createdAt: iso.datetime(),
  updatedAt: iso.datetime(),
});
const reservationEvent = (type: ReservationEventType): ZodType<ReservationChangedV1> =>
  object({ ...about(type, "reservation"), data: reservation });

const idDocument = object({
  id: uuid(),
  guestId: uuid(),
  reservationId: uuid().nullable(),
  type: oneOf(["passport", "id_card", "driving_licence", "residence_permit", "other"]),
  country: string().max(3).nullable(),
  numberLast4: string().max(4),
  expiresOn: iso.date().nullable(),
  views: number().int().min(0),
  recordedBy: uuid(),
  recordedAt: iso.datetime(),
});
const idDocumentEvent = (type: IdDocumentEventType): ZodType<IdDocumentChangedV1> =>
  object({ ...about(type, "id-document", "restricted"), data: idDocument });

const checkinItem = object({
  row: number().int().positive(),
  rowKey: string().max(64),
  status: oneOf(["ok", "error"]),
  reservationId: uuid().nullable(),
  confirmation: string().max(16).nullable(),
  guestName: string().max(120).nullable(),
  roomNumber: string().max(16).nullable(),
  documents: number().int().min(0),
  reason: string().max(64).nullable(),
});
const checkinBatchProcessed: ZodType<CheckinBatchProcessedV1> = object({
  ...about("checkin-batch-processed", "checkin-batch"),
  data: object({
    id: uuid(),
    batchKey: string().max(64),
    ok: number().int().min(0),
    failed: number().int().min(0),
    documents: number().int().min(0),
    startedBy: uuid(),
    startedAt: iso.datetime(),
    updatedAt: iso.datetime(),
    items: array(checkinItem).min(1).max(25),
  }),
});

const serviceRequestChanged: ZodType<ServiceRequestChangedV1> = rowChangedSchema(
  "service-request",
  object({
    id: uuid(),
    category: oneOf(["housekeeping", "maintenance", "food", "information", "other"]),
    channel: oneOf(["desk", "phone", "chat", "qr"]),
    wish: string().min(1).max(500),
    roomId: uuid().nullable(),
    roomNumber: string().max(16).nullable(),
    reservationId: uuid().nullable(),
    dueAt: iso.datetime(),
    state: oneOf(["open", "in_progress", "done", "cancelled"]),
    handledBy: uuid().nullable(),
    resolution: string().max(500).nullable(),
    endedAt: iso.datetime().nullable(),
    createdBy: uuid(),
    createdAt: iso.datetime(),
    updatedAt: iso.datetime(),
  }),
);

/** What an event of guest must look like: checked before it is stored for publishing, and by whoever receives it. */
export const guestEvent: ZodType<GuestEvent> = union([
  roomTypeAdded,
  roomEvent("room-added"),
  roomEvent("room-state-changed"),
  reservationEvent("reservation-made"),
  reservationEvent("reservation-edited"),
  reservationEvent("room-assigned"),
  reservationEvent("room-unassigned"),
  reservationEvent("guest-checked-in"),
  reservationEvent("check-in-undone"),
  reservationEvent("stay-due-out"),
  reservationEvent("guest-checked-out"),
  reservationEvent("check-out-undone"),
  reservationEvent("reservation-cancelled"),
  reservationEvent("guest-not-arrived"),
  idDocumentEvent("id-document-recorded"),
  idDocumentEvent("id-document-viewed"),
  checkinBatchProcessed,
  serviceRequestChanged,
  rowsInvalidated,
]);

/** Every event holds the whole row of its entity, so the newest says all; but a batch's also what became of rows, which no later one repeats. */
export const guestCatalogue: EventCatalogue<GuestEvent> = {
  schema: guestEvent,
  stateLike: [
    "room-added",
    "room-state-changed",
    "reservation-made",
    "reservation-edited",
    "room-assigned",
    "room-unassigned",
    "guest-checked-in",
    "check-in-undone",
    "stay-due-out",
    "guest-checked-out",
    "check-out-undone",
    "reservation-cancelled",
    "guest-not-arrived",
    "id-document-recorded",
    "id-document-viewed",
    "service-request-changed",
  ],
};
