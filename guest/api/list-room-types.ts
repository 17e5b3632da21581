import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { wholeNumber } from "../../platform/request-fields";
import type { RoomType } from "../contract/types";
import { pool } from "../store/db";
import { listRoomTypes as readRoomTypes } from "../store/room.read";

interface ListRoomTypesRequest {
  propertyId: number;
}

interface ListRoomTypesResponse {
  /** All of them: there are a few. */
  data: RoomType[];
}

/** What kinds of rooms the property sells, by code. */
export const listRoomTypes = api(
  { method: "GET", path: "/guest/room-types", expose: true, auth: true },
  async (request: ListRoomTypesRequest): Promise<ListRoomTypesResponse> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("guest.stay.read", propertyId);
    return { data: await readRoomTypes(pool, caller().orgId, propertyId) };
  },
);
