import { api } from "encore.dev/api";
import type { Query } from "encore.dev/api";
import { requirePermission } from "../contract/access";
import type { PropertyUser } from "../contract/types";
import { pool } from "../store/db";
import { listUsers as findUsers } from "../store/user.store";

interface ListUsersRequest {
  propertyId: Query<number>;
}

interface ListUsersResponse {
  data: PropertyUser[];
}

/** Who may do what at a property, former colleagues without roles too. Followed by the stream `users`. */
export const listUsers = api(
  { method: "GET", path: "/identity/users", expose: true, auth: true },
  async ({ propertyId }: ListUsersRequest): Promise<ListUsersResponse> => {
    requirePermission("person.read", propertyId);
    return { data: await findUsers(pool, propertyId) };
  },
);
