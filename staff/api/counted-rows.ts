import { api } from "encore.dev/api";
import type { TaskState } from "../contract/types";
import { listCountedAttendances, listCountedRequests } from "../store/counted.read";
import { pool } from "../store/db";

interface CountedRowsRequest {
  orgId: string;
  propertyId: number;
}

export interface CountedRequest {
  id: string;
  version: number;
  state: TaskState;
}

export interface CountedAttendance {
  id: string;
  version: number;
  endedAt: string | null;
}

interface CountedRowsResponse {
  /** Guests' requests that are still to be done. */
  requests: CountedRequest[];
  /** Of those who are on duty. */
  attendances: CountedAttendance[];
}

/** What a property's numbers are made of, for reports. */
export const countedRows = api(
  { method: "POST", path: "/staff/internal/counted-rows", expose: false },
  async ({ orgId, propertyId }: CountedRowsRequest): Promise<CountedRowsResponse> => ({
    requests: await listCountedRequests(pool, orgId, propertyId),
    attendances: await listCountedAttendances(pool, orgId, propertyId),
  }),
);
