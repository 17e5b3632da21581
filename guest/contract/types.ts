export type Occupancy = "vacant" | "occupied";
export type Housekeeping = "dirty" | "clean" | "inspected";
/** `oos`: a small fault, still saleable. `ooo`: taken from sale for repair. */
export type RoomService = "in" | "oos" | "ooo";

/** What is sold: rooms that stand for each other. */
export interface RoomType {
  id: string;
  version: number;
  propertyId: number;
  /** Unique at the property: `DBL`. */
  code: string;
  name: string;
  /** Adults that it is made for. */
  capacity: number;
}

/** One room, with three fields that do not depend on each other. */
export interface Room {
  id: string;
  version: number;
  propertyId: number;
  /** Unique at the property: `204`. */
  number: string;
  roomTypeId: string;
  roomType: string;
  floor: number | null;
  occupancy: Occupancy;
  housekeeping: Housekeeping;
  service: RoomService;
  /** RFC 3339, UTC. */
  updatedAt: string;
}

export type StayState = "confirmed" | "assigned" | "checked_in" | "due_out" | "checked_out" | "cancelled" | "no_show";

/** One room for one party: from its confirmation to the departure. */
export interface Reservation {
  id: string;
  version: number;
  propertyId: number;
  /** What guests and desk call it by; unique at the property. */
  confirmation: string;
  state: StayState;
  guestId: string;
  guestName: string;
  guestEmail: string | null;
  guestPhone: string | null;
  isVip: boolean;
  roomTypeId: string;
  roomType: string;
  roomId: string | null;
  roomNumber: string | null;
  /** First night, YYYY-MM-DD. */
  arrival: string;
  /** The morning after the last night. */
  departure: string;
  nights: number;
  adults: number;
  /** For one night, in minor units of the currency. */
  nightlyRateMinor: number;
  /** ISO 4217. */
  currency: string;
  /** Expected time of arrival, HH:MM at the property. */
  eta: string | null;
  notes: string | null;
  /** Business date of the check-in; null before. */
  checkedInOn: string | null;
  /** Business date of the check-out; null before. */
  checkedOutOn: string | null;
  createdBy: string;
  /** RFC 3339, UTC. */
  createdAt: string;
  updatedAt: string;
}

/** The three lists of the front desk. */
export type DeskView = "arrivals" | "in_house" | "departures";

export type IdDocumentType = "passport" | "id_card" | "driving_licence" | "residence_permit" | "other";

/** A document that a guest has shown, with its number masked. */
export interface IdDocument {
  id: string;
  version: number;
  propertyId: number;
  guestId: string;
  /** Null when it was recorded without a stay. */
  reservationId: string | null;
  type: IdDocumentType;
  /** ISO 3166, two or three letters, as it stands in the document. */
  country: string | null;
  /** The last four characters of the number; two of a number with fewer than eight. */
  numberLast4: string;
  /** YYYY-MM-DD. */
  expiresOn: string | null;
  /** How often the whole number was seen. */
  views: number;
  recordedBy: string;
  /** RFC 3339, UTC. */
  recordedAt: string;
}

/** One view of a document's whole number. */
export interface IdDocumentView {
  id: string;
  documentId: string;
  personId: string;
  reason: string;
  /** RFC 3339, UTC. */
  viewedAt: string;
}

/** Guests who were checked in together, from a list. */
export interface CheckinBatch {
  id: string;
  version: number;
  propertyId: number;
  /** Chosen by the caller; unique at the property. */
  batchKey: string;
  /** Rows that are done, over all calls with the key. */
  ok: number;
  /** Rows that were refused and not corrected yet. */
  failed: number;
  /** Documents that were recorded. */
  documents: number;
  startedBy: string;
  /** RFC 3339, UTC. */
  startedAt: string;
  updatedAt: string;
}

/** What became of one row of a batch. */
export interface CheckinItem {
  /** Place in the request, from 1. */
  row: number;
  /** As given, or the row's number; `d1`, `d2`, … for documents outside of rows. */
  rowKey: string;
  status: "ok" | "error";
  /** Null for a row of documents alone, and for a refused one. */
  reservationId: string | null;
  confirmation: string | null;
  guestName: string | null;
  roomNumber: string | null;
  /** How many were recorded. */
  documents: number;
  /** Names the rule that said no; null for a row that is done. */
  reason: string | null;
}

export type RequestCategory = "housekeeping" | "maintenance" | "food" | "information" | "other";
/** How the guest asked. */
export type RequestChannel = "desk" | "phone" | "chat" | "qr";
export type RequestState = "open" | "in_progress" | "done" | "cancelled";
export type RequestStep = "start" | "finish" | "cancel" | "reopen";

/** Something that a guest asks for, and the time by which it is promised. */
export interface ServiceRequest {
  id: string;
  version: number;
  propertyId: number;
  category: RequestCategory;
  channel: RequestChannel;
  /** What is asked for. */
  wish: string;
  /** Null when it is not about a room. */
  roomId: string | null;
  roomNumber: string | null;
  /** Null when it is nobody's stay. */
  reservationId: string | null;
  /** RFC 3339, UTC. */
  dueAt: string;
  state: RequestState;
  /** Who took the last step; null while nobody did. */
  handledBy: string | null;
  /** What became of it; null where nobody said. */
  resolution: string | null;
  /** When it was done or cancelled; null before. */
  endedAt: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}
