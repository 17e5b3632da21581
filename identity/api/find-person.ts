import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { pool } from "../store/db";
import { findName } from "../store/person.store";

interface FindPersonRequest {
  orgId: string;
  personId: string;
}

interface FindPersonResponse {
  /** Null when the organisation has no such person. */
  name: string | null;
}

/** Whether the organisation has the person, for services that note one beside the caller. */
export const findPerson = api(
  { method: "POST", path: "/identity/internal/person", expose: false },
  async ({ orgId, personId }: FindPersonRequest): Promise<FindPersonResponse> => ({
    name: isUuid(personId) ? await findName(pool, orgId, personId) : null,
  }),
);
