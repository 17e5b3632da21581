import { api } from "encore.dev/api";
import type { Max, MaxLen, Min } from "encore.dev/validate";
import { validate as isUuid } from "uuid";
import { caller, requirePermission } from "../../identity/contract/access";
import { PAGE_DEFAULT } from "../../platform/pages";
import { invalidRequest, optionalDate, searchText, wholeNumber } from "../../platform/request-fields";
import type { Housekeeping, Occupancy, Room, RoomService } from "../contract/types";
import { pool } from "../store/db";
import { listRoomsPage, roomCursor } from "../store/room.read";
import { readCursor } from "./read-cursor";

interface ListRoomsRequest {
  propertyId: number;
  occupancy?: Occupancy;
  housekeeping?: Housekeeping;
  service?: RoomService;
  /** Code of the room type. */
  roomType?: string & MaxLen<16>;
  /** With freeTo: only rooms that are sold on none of these nights, YYYY-MM-DD. */
  freeFrom?: string;
  /** The morning after the last night. */
  freeTo?: string;
  /** With freeFrom: what is sold to this reservation counts as free. */
  freeForId?: string & MaxLen<40>;
  /** 50 unless given, at most 100. */
  limit?: number & Min<1> & Max<100>;
  /** `nextCursor` of the page before. */
  cursor?: string & MaxLen<400>;
}

interface ListRoomsResponse {
  data: Room[];
  /** Null on the last page. */
  nextCursor: string | null;
  hasMore: boolean;
}

/** Rooms of one property by number, with their state. */
export const listRooms = api(
  { method: "GET", path: "/guest/rooms", expose: true, auth: true },
  async (request: ListRoomsRequest): Promise<ListRoomsResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("guest.stay.read", propertyId);
    const freeFrom = optionalDate("freeFrom", request.freeFrom);
    const freeTo = optionalDate("freeTo", request.freeTo);
    if ((freeFrom === null) !== (freeTo === null))
      invalidRequest({ path: "freeTo", code: "missing", message: "give freeFrom and freeTo, or neither of them" });
    const filter = {
      orgId: caller().orgId,
      propertyId,
      occupancy: request.occupancy ?? null,
      housekeeping: request.housekeeping ?? null,
      service: request.service ?? null,
      roomType: searchText(request.roomType),
      freeFrom,
      freeTo,
      freeForId: request.freeForId === undefined || !isUuid(request.freeForId) ? null : request.freeForId,
    };
    const limit = wholeNumber("limit", request.limit ?? PAGE_DEFAULT);
    return listRoomsPage(pool, filter, limit, readCursor(roomCursor, request.cursor));
  },
);
