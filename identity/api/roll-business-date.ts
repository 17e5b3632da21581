import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { rowChanged } from "../../platform/row-changed";
import { inTx } from "../../platform/tx";
import { RELAYS } from "../jobs/relays";
import { pool } from "../store/db";
import { appendPropertyEvents } from "../store/events.store";
import { lockProperty, updateProperty } from "../store/property.store";

interface RollBusinessDateRequest {
  orgId: string;
  propertyId: number;
  /** The day that was closed, YYYY-MM-DD. */
  from: string;
  /** The day after it. */
  to: string;
  /** Who closed it. */
  actorId: string;
}

interface RollBusinessDateResponse {
  /** The day on which the property works now. */
  businessDate: string;
}

/** Opens a property's next day once its day is closed (I13). A repeat changes nothing and gives the day that is open. */
export const rollBusinessDate = api(
  { method: "POST", path: "/identity/internal/roll-business-date", expose: false },
  async ({ orgId, propertyId, from, to, actorId }: RollBusinessDateRequest): Promise<RollBusinessDateResponse> => {
    const businessDate = await inTx(pool, async (tx) => {
      const property = await lockProperty(tx, orgId, propertyId);
      if (property === null) throw new Error(`I13: there is no property ${propertyId} to open a day at`);
      if (property.businessDate !== from) return property.businessDate;
      const changed = { ...property, businessDate: to, version: property.version + 1 };
      await updateProperty(tx, changed);
      const change = { eventId: newId(), now: clock.now(), actorId };
      await appendPropertyEvents(tx, orgId, [rowChanged("property", changed, change)]);
      return to;
    });
    RELAYS.properties.wake();
    if (businessDate < to) throw new Error(`I13: property ${propertyId} is on ${businessDate}, not on ${from}`);
    return { businessDate };
  },
);
