import { api } from "encore.dev/api";
import { inTx } from "../../platform/tx";
import { countOpenStays } from "../store/day.read";
import { pool } from "../store/db";
import { closeThrough, findClosed, lockDay } from "../store/desk-day.store";

interface CloseDayRequest {
  orgId: string;
  propertyId: number;
  /** The day that is closed, YYYY-MM-DD. */
  businessDate: string;
}

interface CloseDayResponse {
  /** What dayStatus says, of the moment from which on nothing more counted for the day. */
  openArrivals: number;
  openDepartures: number;
}

/** Nobody comes or leaves on that day any more (G14). Called by whoever closes it; a repeat changes nothing and is answered alike. */
export const closeDay = api(
  { method: "POST", path: "/guest/internal/close-day", expose: false },
  ({ orgId, propertyId, businessDate }: CloseDayRequest): Promise<CloseDayResponse> =>
    inTx(pool, async (tx) => {
      await lockDay(tx, propertyId);
      const closed = await findClosed(tx, orgId, propertyId, businessDate);
      if (closed !== null) return closed;
      const open = await countOpenStays(tx, propertyId, businessDate);
      await closeThrough(tx, orgId, propertyId, businessDate, open);
      return open;
    }),
);
