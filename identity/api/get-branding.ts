import { api } from "encore.dev/api";
import type { Query } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { requirePermission } from "../contract/access";
import { identityErrors } from "../contract/errors";
import type { Branding } from "../contract/types";
import { findBranding } from "../store/branding.store";
import { pool } from "../store/db";

interface GetBrandingRequest {
  propertyId: Query<number>;
}

/** How a property looks to its guests. Followed by the stream `branding`. */
export const getBranding = api(
  { method: "GET", path: "/identity/branding", expose: true, auth: true },
  async ({ propertyId }: GetBrandingRequest): Promise<Branding> => {
    requirePermission("property.read", propertyId);
    const row = await findBranding(pool, propertyId);
    return row ?? orThrow(refuse("property_not_found", { values: { propertyId } }), identityErrors);
  },
);
