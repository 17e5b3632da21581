import type { Tx } from "../../platform/tx";
import type { Reservation } from "../contract/types";
import { findReservation } from "./reservation.read";

type Guest = Pick<Reservation, "guestId" | "guestName" | "guestEmail" | "guestPhone" | "isVip">;

export async function insertGuest(tx: Tx, orgId: string, propertyId: number, guest: Guest): Promise<void> {
  await tx.query(
    `INSERT INTO guest (id, org_id, property_id, name, email, phone, is_vip) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [guest.guestId, orgId, propertyId, guest.guestName, guest.guestEmail, guest.guestPhone, guest.isVip],
  );
}

/** Stores the reservation and its guest. */
export async function insertReservation(tx: Tx, orgId: string, stay: Reservation): Promise<void> {
  await insertGuest(tx, orgId, stay.propertyId, stay);
  await tx.query(
    `INSERT INTO reservation (id, org_id, property_id, version, confirmation, state, guest_id, room_type_id, room_id, arrival, departure,
                              adults, nightly_rate_minor, currency, eta, notes, checked_in_on, checked_out_on, created_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      stay.id,
      orgId,
      stay.propertyId,
      stay.version,
      stay.confirmation,
      stay.state,
      stay.guestId,
      stay.roomTypeId,
      stay.roomId,
      stay.arrival,
      stay.departure,
      stay.adults,
      stay.nightlyRateMinor,
      stay.currency,
      stay.eta,
      stay.notes,
      stay.checkedInOn,
      stay.checkedOutOn,
      stay.createdBy,
      stay.createdAt,
      stay.updatedAt,
    ],
  );
}

/** Locks the reservation for the rest of the transaction and reads it then; null when this organisation has none with the id. */
export async function lockReservation(tx: Tx, orgId: string, id: string): Promise<Reservation | null> {
  const lock = await tx.query(`SELECT id FROM reservation WHERE org_id = $1 AND id = $2 FOR NO KEY UPDATE`, [
    orgId,
    id,
  ]);
  return lock.rowCount === 0 ? null : findReservation(tx, orgId, id);
}

/** Stores what may change of a reservation that is locked, and of its guest. */
export async function updateReservation(tx: Tx, stay: Reservation): Promise<void> {
  await tx.query(
    `UPDATE reservation SET version = $2, state = $3, room_id = $4, arrival = $5, departure = $6, adults = $7, nightly_rate_minor = $8,
       currency = $9, eta = $10, notes = $11, checked_in_on = $12, checked_out_on = $13, updated_at = $14 WHERE id = $1`,
    [
      stay.id,
      stay.version,
      stay.state,
      stay.roomId,
      stay.arrival,
      stay.departure,
      stay.adults,
      stay.nightlyRateMinor,
      stay.currency,
      stay.eta,
      stay.notes,
      stay.checkedInOn,
      stay.checkedOutOn,
      stay.updatedAt,
    ],
  );
  await tx.query(
    `UPDATE guest SET name = $2, email = $3, phone = $4, is_vip = $5
     WHERE id = $1 AND (name, email, phone, is_vip) IS DISTINCT FROM ($2, $3, $4, $5)`,
    [stay.guestId, stay.guestName, stay.guestEmail, stay.guestPhone, stay.isVip],
  );
}
