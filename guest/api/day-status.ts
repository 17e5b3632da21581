import { api } from "encore.dev/api";
import { pool } from "../store/db";
import { countOpenStays } from "../store/day.read";

interface DayStatusRequest {
  propertyId: number;
  /** YYYY-MM-DD. */
  businessDate: string;
}

interface DayStatusResponse {
  /** Guests who were to come by that day, and neither came nor were noted as missing. */
  openArrivals: number;
  /** Guests in the house who were to leave by that day. */
  openDepartures: number;
}

/** What the desk has left undone of a day. For whoever closes it. */
export const dayStatus = api(
  { method: "POST", path: "/guest/internal/day-status", expose: false },
  ({ propertyId, businessDate }: DayStatusRequest): Promise<DayStatusResponse> =>
    countOpenStays(pool, propertyId, businessDate),
);
