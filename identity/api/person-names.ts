import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import type { PersonName } from "../contract/types";
import { pool } from "../store/db";
import { findNames } from "../store/person-names.read";

interface PersonNamesRequest {
  orgId: string;
  personIds: string[] & MaxLen<1000>;
}

interface PersonNamesResponse {
  /** Of those who are people of the organisation, in no particular order. */
  people: PersonName[];
}

/** The names of people of an organisation, for answers that show who did something. */
export const personNames = api(
  { method: "POST", path: "/identity/internal/person-names", expose: false },
  async ({ orgId, personIds }: PersonNamesRequest): Promise<PersonNamesResponse> => ({
    people: await findNames(pool, orgId, personIds),
  }),
);
