import { api } from "encore.dev/api";
import { caller } from "../contract/access";
import type { PropertyFacts } from "../contract/types";
import { pool } from "../store/db";
import { listProperties as findProperties } from "../store/property.store";

interface ListPropertiesResponse {
  data: PropertyFacts[];
}

/** The facts of the properties that the caller may see. Followed by the stream `properties`. */
export const listProperties = api(
  { method: "GET", path: "/identity/properties", expose: true, auth: true },
  async (): Promise<ListPropertiesResponse> => ({
    data: await findProperties(
      pool,
      caller().grants.map((g) => g.propertyId),
    ),
  }),
);
