import { api } from "encore.dev/api";
import type { MatchesRegexp, MaxLen, MinLen } from "encore.dev/validate";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { accept, refuse } from "../../platform/outcome";
import { rowChanged } from "../../platform/row-changed";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { caller, requirePermission } from "../contract/access";
import { identityErrors } from "../contract/errors";
import type { Branding } from "../contract/types";
import { readName } from "../domain/names";
import { RELAYS } from "../jobs/relays";
import { findBranding, saveBranding } from "../store/branding.store";
import { pool } from "../store/db";
import { appendBrandingEvents } from "../store/events.store";
import { lockProperty } from "../store/property.store";

interface EditBrandingRequest {
  propertyId: number;
  /** The version that the change was decided on; 0 when nobody has said so yet. */
  version: number;
  displayName: string & MinLen<1> & MaxLen<100>;
  /** `#rrggbb`. */
  accentColour: string & MatchesRegexp<"^#[0-9a-fA-F]{6}$">;
}

/** Says how a property looks to its guests (I12). */
export const editBranding = api(
  { method: "PUT", path: "/identity/branding", expose: true, auth: true },
  async ({ propertyId, version, displayName, accentColour }: EditBrandingRequest): Promise<Branding> => {
    requirePermission("property.manage", propertyId);
    const { orgId, userID: actorId } = caller();
    const wished = { displayName: readName("displayName", displayName), accentColour: accentColour.toLowerCase() };
    const outcome = await inTx(pool, async (tx) => {
      await lockProperty(tx, orgId, propertyId);
      const row = await findBranding(tx, propertyId);
      if (row === null) return refuse("property_not_found", { values: { propertyId } });
      const current = onVersion(row.version, version);
      if (!current.ok) return current;
      const changed: Branding = { ...row, ...wished, version: row.version + 1 };
      await saveBranding(tx, changed);
      const change = { eventId: newId(), now: clock.now(), actorId };
      await appendBrandingEvents(tx, orgId, [rowChanged("branding", changed, change)]);
      return accept(changed);
    });
    RELAYS.branding.wake();
    return orThrow(outcome, identityErrors);
  },
);
