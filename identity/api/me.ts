import { api } from "encore.dev/api";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { caller } from "../contract/access";
import { identityErrors } from "../contract/errors";
import type { Me } from "../contract/types";
import { pool } from "../store/db";
import { findMe } from "../store/me.read";

/** The caller, the organisation, and each property that the caller may see with what is allowed there. */
export const me = api({ method: "GET", path: "/identity/me", expose: true, auth: true }, async (): Promise<Me> => {
  const { userID, grants } = caller();
  const found = await findMe(
    pool,
    userID,
    grants.map((g) => g.propertyId),
  );
  if (found === null) return orThrow(refuse("session_ended"), identityErrors);
  return {
    person: found.person,
    organisation: found.organisation,
    properties: grants.map(({ propertyId, ...rest }) => ({
      id: propertyId,
      name: found.propertyNames.get(propertyId) ?? "",
      ...rest,
    })),
  };
});
