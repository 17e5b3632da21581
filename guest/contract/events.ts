import { Topic } from "encore.dev/pubsub";
import type { EntityRef, ErasedEvent, EventBatch } from "../../platform/events";
import type { RowChangedV1 } from "../../platform/row-changed";
import type { RowsInvalidatedV1 } from "../../platform/rows-invalidated";
import type { CheckinItem, IdDocument, Reservation, Room, RoomType, ServiceRequest } from "./types";

/** A kind of room is sold from now on (an Envelope). Its entity is `room-type`. */
export interface RoomTypeAddedV1 {
  id: string;
  type: "room-type-added";
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal";
  /** The row as it is read, but for what the envelope says. */
  data: RoomTypeData;
}

export type RoomTypeData = Omit<RoomType, "version" | "propertyId">;

/** A room as it is now. Its entity is `room`. */
export interface RoomChangedV1 {
  id: string;
  type: RoomEventType;
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal";
  data: RoomData;
}

export type RoomEventType = "room-added" | "room-state-changed";
export type RoomData = Omit<Room, "version" | "propertyId">;

/** A reservation as it is now, and what was done. Its entity is `reservation`. */
export interface ReservationChangedV1 {
  id: string;
  type: ReservationEventType;
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal";
  data: ReservationData;
}

export type ReservationEventType =
  | "reservation-made"
  | "reservation-edited"
  | "room-assigned"
  | "room-unassigned"
  | "guest-checked-in"
  | "check-in-undone"
  | "stay-due-out"
  | "guest-checked-out"
  | "check-out-undone"
  | "reservation-cancelled"
  | "guest-not-arrived";
export type ReservationData = Omit<Reservation, "version" | "propertyId">;

/** A guest's document as it is now, with its number masked. Its entity is `id-document`. */
export interface IdDocumentChangedV1 {
  id: string;
  type: IdDocumentEventType;
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "restricted";
  data: IdDocumentData;
}

export type IdDocumentEventType = "id-document-recorded" | "id-document-viewed";
export type IdDocumentData = Omit<IdDocument, "version" | "propertyId">;

/** Rows of a batch were done or refused, and this is the batch as it is now. Its entity is `checkin-batch`. */
export interface CheckinBatchProcessedV1 {
  id: string;
  type: "checkin-batch-processed";
  v: 1;
  at: string;
  propertyId: number;
  entity: EntityRef;
  actorId: string;
  class: "normal";
  data: CheckinBatchData;
}

export interface CheckinBatchData {
  id: string;
  batchKey: string;
  ok: number;
  failed: number;
  documents: number;
  startedBy: string;
  startedAt: string;
  updatedAt: string;
  /** The rows that no event told of before: at most 25. They are no part of the batch's own row. */
  items: CheckinItem[];
}

/** A service request was made or took a step. */
export type ServiceRequestChangedV1 = RowChangedV1<"service-request-changed", ServiceRequestData>;
export type ServiceRequestData = Omit<ServiceRequest, "version" | "propertyId">;

/** Every event of guest. A new type joins this union; a changed one gets a new `v`. */
export type GuestEvent =
  | RoomTypeAddedV1
  | RoomChangedV1
  | ReservationChangedV1
  | IdDocumentChangedV1
  | CheckinBatchProcessedV1
  | ServiceRequestChangedV1
  | RowsInvalidatedV1;

/** All events of guest, in numbered batches per organisation. */
export const guestEvents = new Topic<EventBatch<GuestEvent | ErasedEvent>>("guest-events", {
  deliveryGuarantee: "at-least-once",
});
