import type { Permission } from "./permissions";

/** What every authenticated request knows of its caller. Rights are read from the database at each request, so a logout or a changed role holds at once. */
export interface AuthData {
  /** Person id (UUIDv7). */
  userID: string;
  orgId: string;
  /** The login this token belongs to; ended by logout. */
  sessionId: string;
  /** How the credential was given. Query tokens and tickets are refused outside streams and downloads. */
  via: "header" | "query" | "ticket";
  /** One entry per property of the organisation that the person may see. */
  grants: Grant[];
}

export interface Grant {
  propertyId: number;
  /** The permissions at that property, from the person's roles there. */
  permissions: Permission[];
}
