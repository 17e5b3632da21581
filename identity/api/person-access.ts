import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import type { Grant } from "../contract/auth";
import { findPersonAccess } from "../store/access.read";
import { pool } from "../store/db";

interface PersonAccessRequest {
  orgId: string;
  personId: string;
}

interface PersonAccessResponse {
  /** False when the organisation has no such person. */
  found: boolean;
  /** Kept out: no login of theirs holds. */
  disabled: boolean;
  grants: Grant[];
}

/** What a person of an organisation may do now, logged in or not: for whoever explains what they were shown. */
export const personAccess = api(
  { method: "POST", path: "/identity/internal/person-access", expose: false },
  async ({ orgId, personId }: PersonAccessRequest): Promise<PersonAccessResponse> => {
    const access = isUuid(personId) ? await findPersonAccess(pool, orgId, personId) : null;
    return access === null ? { found: false, disabled: false, grants: [] } : { found: true, ...access };
  },
);
