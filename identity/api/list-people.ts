import { api } from "encore.dev/api";
import { caller } from "../contract/access";
import type { PersonName } from "../contract/types";
import { pool } from "../store/db";
import { listPeople as findPeople } from "../store/person.store";

interface ListPeopleResponse {
  data: PersonName[];
}

/** The names behind person ids such as `recordedBy`: everyone with a role at a property that the caller may see. */
export const listPeople = api(
  { method: "GET", path: "/identity/people", expose: true, auth: true },
  async (): Promise<ListPeopleResponse> => ({
    data: await findPeople(
      pool,
      caller().grants.map((g) => g.propertyId),
    ),
  }),
);
