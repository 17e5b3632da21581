import { api } from "encore.dev/api";
import type { PropertyFacts } from "../contract/types";
import { pool } from "../store/db";
import { findProperty } from "../store/property.store";

interface PropertyFactsRequest {
  orgId: string;
  propertyId: number;
}

interface PropertyFactsResponse {
  /** Null when the organisation has no such property. */
  property: PropertyFacts | null;
}

/** The facts of a property, for services that follow its events and have not seen one yet. */
export const propertyFacts = api(
  { method: "POST", path: "/identity/internal/property", expose: false },
  async ({ orgId, propertyId }: PropertyFactsRequest): Promise<PropertyFactsResponse> => ({
    property: await findProperty(pool, orgId, propertyId),
  }),
);
