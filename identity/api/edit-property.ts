import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { rowChanged } from "../../platform/row-changed";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { caller, requirePermission } from "../contract/access";
import { identityErrors } from "../contract/errors";
import type { PropertyFacts } from "../contract/types";
import { readName } from "../domain/names";
import { RELAYS } from "../jobs/relays";
import { pool } from "../store/db";
import { appendPropertyEvents } from "../store/events.store";
import { lockProperty, updateProperty } from "../store/property.store";

interface EditPropertyRequest {
  propertyId: number;
  /** The version that the change was decided on. */
  version: number;
  name: string & MinLen<1> & MaxLen<100>;
}

/** Renames a property (I12). */
export const editProperty = api(
  { method: "PUT", path: "/identity/properties/:propertyId", expose: true, auth: true },
  async ({ propertyId, version, name }: EditPropertyRequest): Promise<PropertyFacts> => {
    requirePermission("property.manage", propertyId);
    const { orgId, userID: actorId } = caller();
    const wished = readName("name", name);
    const outcome = await inTx(pool, async (tx) => {
      const property = await lockProperty(tx, orgId, propertyId);
      if (property === null) return refuse("property_not_found", { values: { propertyId } });
      const current = onVersion(property.version, version);
      if (!current.ok) return current;
      const changed: PropertyFacts = { ...property, name: wished, version: property.version + 1 };
      await updateProperty(tx, changed);
      const change = { eventId: newId(), now: clock.now(), actorId };
      await appendPropertyEvents(tx, orgId, [rowChanged("property", changed, change)]);
      return accept(changed);
    });
    RELAYS.properties.wake();
    return orThrow(outcome, identityErrors);
  },
);
