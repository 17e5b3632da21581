import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { optionalDate, searchText, wholeNumber } from "../../platform/request-fields";
import type { DeskView, Reservation, StayState } from "../contract/types";
import { pool } from "../store/db";
import { listReservationsPage, reservationCursor } from "../store/reservation.read";
import { readCursor } from "./read-cursor";

interface ListReservationsRequest {
  propertyId: number;
  /** One of the desk's lists of the business date (G6); all reservations unless given. */
  view?: DeskView;
  state?: StayState;
  /** Code of the room type. */
  roomType?: string & MaxLen<16>;
  /** Stays with a night from this date on, YYYY-MM-DD. */
  from?: string;
  /** Stays with a night up to this date. */
  to?: string;
  /** Part of the guest's name, the room's number or the confirmation number. */
  q?: string & MaxLen<100>;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<400>;
}

interface ListReservationsResponse {
  data: Reservation[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
  /** What the view is of. */
  businessDate: string;
}

/** Reservations of one property, by the guest's name: arrivals, in-house, departures, or all. */
export const listReservations = api(
  { method: "GET", path: "/guest/reservations", expose: true, auth: true },
  async (request: ListReservationsRequest): Promise<ListReservationsResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    const { businessDate } = requirePermission("guest.stay.read", propertyId);
    const filter = {
      orgId: caller().orgId,
      propertyId,
      view: request.view ?? null,
      businessDate,
      state: request.state ?? null,
      roomType: searchText(request.roomType),
      from: optionalDate("from", request.from),
      to: optionalDate("to", request.to),
      q: searchText(request.q),
    };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    const after = readCursor(reservationCursor, request.cursor);
    return { ...(await listReservationsPage(pool, filter, limit, after)), businessDate };
  },
);
