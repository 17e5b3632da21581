import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { inTx } from "../../platform/tx";
import { guestErrors } from "../contract/errors";
import type { Reservation } from "../contract/types";
import { decideReservation } from "../domain/reservation";
import { onHeldDay } from "../engine/open-day";
import { StayWriter } from "../engine/stay-writer";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { findRoomType } from "../store/room.read";
import { actor } from "./require-stay";

interface CreateReservationRequest {
  propertyId: number;
  /** At most 120 characters. */
  guestName: string;
  guestEmail?: string;
  guestPhone?: string;
  isVip?: boolean;
  /** Code of the room type. */
  roomType: string & MaxLen<16>;
  /** First night, YYYY-MM-DD; the business date unless given. */
  arrival?: string;
  /** The morning after the last night. */
  departure: string;
  /** 1 unless given, at most 20. */
  adults?: number;
  /** For one night, in minor units; 0 unless given. */
  nightlyRateMinor?: number;
  /** ISO 4217; the property's own unless given. */
  currency?: string;
  /** Expected time of arrival, HH:MM. */
  eta?: string;
  /** At most 1,000 characters. */
  notes?: string;
  /** A repeat with the same key gets the first answer and makes nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Makes a reservation (G3). Its room is assigned later, or with the check-in. */
export const createReservation = api(
  { method: "POST", path: "/guest/reservations", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: CreateReservationRequest): Promise<Reservation> => {
    const property = requirePermission("guest.stay.write", wholeNumber("propertyId", request.propertyId));
    const who = actor();
    const { orgId, personId, now } = who;
    const whose = { orgId, personId, endpoint: "guest.createReservation", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const roomType = await findRoomType(tx, orgId, property.propertyId, request.roomType);
        const onDay = await onHeldDay(tx, orgId, property);
        const making = { id: newId(), guestId: newId(), now, personId, property: onDay, roomType };
        const decided = decideReservation(request, making);
        if (!decided.ok) return decided;
        const writer = new StayWriter(tx, who);
        const stay = await writer.make(decided.value);
        await appendGuestEvents(tx, orgId, writer.events);
        return accept(stay);
      }),
    );
    relay.wake();
    return orThrow(outcome, guestErrors);
  },
);
