import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { validate as isUuid } from "uuid";
import { requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { searchText, wholeNumber } from "../../platform/request-fields";
import { rowChanged } from "../../platform/row-changed";
import { inTx, type Tx } from "../../platform/tx";
import { guestErrors } from "../contract/errors";
import type { RequestCategory, RequestChannel, Reservation, ServiceRequest } from "../contract/types";
import { decideRequest } from "../domain/service-request";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { findReservation } from "../store/reservation.read";
import { findRoomByNumber } from "../store/room.read";
import { insertRequest } from "../store/service-request.store";
import { actor } from "./require-stay";

interface CreateRequestRequest {
  propertyId: number;
  /** What the guest asks for; at most 500 characters. */
  wish: string;
  /** `other` unless given. */
  category?: RequestCategory;
  /** `desk` unless given. */
  channel?: RequestChannel;
  /** The room's number; that of the stay unless given. */
  room?: string & MaxLen<16>;
  /** Of the guest who asks. */
  reservationId?: string & MaxLen<40>;
  /** RFC 3339: the time that was promised. Otherwise within 15 minutes (information), 30 (housekeeping, food) or 60. */
  dueAt?: string & MaxLen<40>;
  /** A repeat with the same key gets the first answer and makes nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Notes what a guest asks for (G12). */
export const createRequest = api(
  { method: "POST", path: "/guest/requests", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: CreateRequestRequest): Promise<ServiceRequest> => {
    const { propertyId } = requirePermission("guest.request.write", wholeNumber("propertyId", request.propertyId));
    const { orgId, personId, now } = actor();
    const whose = { orgId, personId, endpoint: "guest.createRequest", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const room = await findRoomByNumber(tx, orgId, propertyId, searchText(request.room) ?? "");
        const stay = await stayOf(tx, orgId, propertyId, request.reservationId ?? "");
        const decided = decideRequest(request, { id: newId(), propertyId, personId, now, room, stay });
        if (!decided.ok) return decided;
        await insertRequest(tx, orgId, decided.value);
        const change = { eventId: newId(), now, actorId: personId };
        await appendGuestEvents(tx, orgId, [rowChanged("service-request", decided.value, change)]);
        return decided;
      }),
    );
    relay.wake();
    return orThrow(outcome, guestErrors);
  },
);

async function stayOf(tx: Tx, orgId: string, propertyId: number, id: string): Promise<Reservation | null> {
  const stay = isUuid(id) ? await findReservation(tx, orgId, id) : null;
  return stay?.propertyId === propertyId ? stay : null;
}
