import { api } from "encore.dev/api";
import type { Occupancy, RequestState, RoomService, StayState } from "../contract/types";
import { pool } from "../store/db";
import { listCountedRequests, listCountedRooms, listCountedStays } from "../store/counted.read";

interface CountedRowsRequest {
  orgId: string;
  propertyId: number;
  /** YYYY-MM-DD. */
  from: string;
}

export interface CountedRoom {
  id: string;
  version: number;
  occupancy: Occupancy;
  service: RoomService;
}

export interface CountedStay {
  id: string;
  version: number;
  state: StayState;
  arrival: string;
  departure: string;
  checkedInOn: string | null;
  checkedOutOn: string | null;
}

export interface CountedServiceRequest {
  id: string;
  version: number;
  state: RequestState;
}

interface CountedRowsResponse {
  rooms: CountedRoom[];
  /** Those that are not over, and those that began, ended or were missed on that day or later. */
  stays: CountedStay[];
  /** What guests have asked for and is still to be done. */
  requests: CountedServiceRequest[];
}

/** What a property's numbers are made of, for reports. */
export const countedRows = api(
  { method: "POST", path: "/guest/internal/counted-rows", expose: false },
  async ({ orgId, propertyId, from }: CountedRowsRequest): Promise<CountedRowsResponse> => ({
    rooms: await listCountedRooms(pool, orgId, propertyId),
    stays: await listCountedStays(pool, orgId, propertyId, from),
    requests: await listCountedRequests(pool, orgId, propertyId),
  }),
);
