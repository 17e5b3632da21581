import { tuple, uuid } from "zod";
import { keyset, type Page, toPage } from "../../platform/pages";
import { anywhere } from "../../platform/request-fields";
import type { Queryable } from "../../platform/sql";
import { storableText } from "./storable-text";
import type { DeskView, Reservation, StayState } from "../contract/types";

const selectReservations = `SELECT s.id, s.version, s.property_id, s.confirmation, s.state, s.guest_id, g.name AS guest_name,
    g.email AS guest_email, g.phone AS guest_phone, g.is_vip, s.room_type_id, t.code AS room_type, s.room_id, r.number AS room_number,
    s.arrival, s.departure, s.departure - s.arrival AS nights, s.adults, s.nightly_rate_minor, s.currency, s.eta, s.notes,
    s.checked_in_on, s.checked_out_on, s.created_by, s.created_at, s.updated_at
  FROM reservation s JOIN guest g ON g.id = s.guest_id JOIN room_type t ON t.id = s.room_type_id LEFT JOIN room r ON r.id = s.room_id`;

interface ReservationRow {
  id: string;
  version: number;
  property_id: number;
  confirmation: string;
  state: StayState;
  guest_id: string;
  guest_name: string;
  guest_email: string | null;
  guest_phone: string | null;
  is_vip: boolean;
  room_type_id: string;
  room_type: string;
  room_id: string | null;
  room_number: string | null;
  arrival: string;
  departure: string;
  nights: number;
  adults: number;
  nightly_rate_minor: number;
  currency: string;
  eta: string | null;
  notes: string | null;
  checked_in_on: string | null;
  checked_out_on: string | null;
  created_by: string;
  created_at: Date;
  updated_at: Date;
}

/** The reservation, or null when this organisation has none with the id. */
export async function findReservation(db: Queryable, orgId: string, id: string): Promise<Reservation | null> {
  const { rows } = await db.query<ReservationRow>(`${selectReservations} WHERE s.org_id = $1 AND s.id = $2`, [
    orgId,
    id,
  ]);
  return rows[0] === undefined ? null : toReservation(rows[0]);
}

/** The id behind a confirmation number of the property, or null. */
export async function findByConfirmation(
  db: Queryable,
  orgId: string,
  propertyId: number,
  confirmation: string,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM reservation WHERE org_id = $1 AND property_id = $2 AND confirmation = upper($3)`,
    [orgId, propertyId, confirmation],
  );
  return rows[0]?.id ?? null;
}

/** Ids of stays in the house that end by that business date, in the order in which they are to be locked. */
export async function findLeaving(
  db: Queryable,
  orgId: string,
  propertyId: number,
  businessDate: string,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM reservation WHERE org_id = $1 AND property_id = $2 AND state = 'checked_in' AND departure <= $3 ORDER BY id`,
    [orgId, propertyId, businessDate],
  );
  return rows.map(({ id }) => id);
}

export interface ReservationFilter {
  orgId: string;
  propertyId: number;
  view: DeskView | null;
  /** What the view is of. */
  businessDate: string;
  state: StayState | null;
  /** Code of the type. */
  roomType: string | null;
  /** Stays with a night in this range of dates; both are included. */
  from: string | null;
  to: string | null;
  /** Part of the guest's name, the room's number or the confirmation number, in either case. */
  q: string | null;
}

/** The lists of the desk; domain/desk.ts says the same in words. */
const VIEWS = `(CASE $3::text
  WHEN 'arrivals' THEN (s.state IN ('confirmed', 'assigned') AND s.arrival <= $4::date) OR s.checked_in_on = $4
  WHEN 'in_house' THEN s.state IN ('checked_in', 'due_out')
  WHEN 'departures' THEN (s.state IN ('checked_in', 'due_out') AND s.departure <= $4) OR s.checked_out_on = $4
  ELSE true END)`;

/** Guest's name and id of the last reservation of a page. */
export const reservationCursor = keyset(tuple([storableText, uuid()]));
export type ReservationPosition = [guestName: string, id: string];

/** A page of reservations by the guest's name, after the position. */
export async function listReservationsPage(
  db: Queryable,
  filter: ReservationFilter,
  limit: number,
  after: ReservationPosition | null,
): Promise<Page<Reservation>> {
  const { rows } = await db.query<ReservationRow>(
    `${selectReservations}
     WHERE s.org_id = $1 AND s.property_id = $2 AND ${VIEWS}
       AND ($5::text IS NULL OR s.state = $5) AND ($6::text IS NULL OR t.code = $6)
       AND ($7::date IS NULL OR s.departure > $7) AND ($8::date IS NULL OR s.arrival <= $8)
       AND ($9::text IS NULL OR g.name ILIKE $9 OR r.number ILIKE $9 OR s.confirmation ILIKE $9)
       AND ($10::text IS NULL OR (g.name, s.id) > ($10, $11::uuid))
     ORDER BY g.name, s.id LIMIT $12`,
    [
      filter.orgId,
      filter.propertyId,
      filter.view,
      filter.businessDate,
      filter.state,
      filter.roomType,
      filter.from,
      filter.to,
      anywhere(filter.q),
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return toPage(rows.map(toReservation), limit, (last) => reservationCursor.encode([last.guestName, last.id]));
}

function toReservation(row: ReservationRow): Reservation {
  return {
    id: row.id,
    version: row.version,
    propertyId: row.property_id,
    confirmation: row.confirmation,
    state: row.state,
    guestId: row.guest_id,
    guestName: row.guest_name,
    guestEmail: row.guest_email,
    guestPhone: row.guest_phone,
    isVip: row.is_vip,
    roomTypeId: row.room_type_id,
    roomType: row.room_type,
    roomId: row.room_id,
    roomNumber: row.room_number,
    arrival: row.arrival,
    departure: row.departure,
    nights: row.nights,
    adults: row.adults,
    nightlyRateMinor: row.nightly_rate_minor,
    currency: row.currency,
    eta: row.eta,
    notes: row.notes,
    checkedInOn: row.checked_in_on,
    checkedOutOn: row.checked_out_on,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
