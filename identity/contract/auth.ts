import type { Permission } from "./permissions";

/** What every authenticated request knows of its caller. Rights are read from the database at each request, so a logout or a changed role holds at once. */
export interface AuthData {
  /** Person id (UUIDv7). */
  userID: string;
  orgId: string;
  /** The login this token belongs to; ended by logout. */
  sessionId: string;
  /** When that login ends unless it is used again (RFC 3339). */
  loginEndsAt: string;
  /** How the credential was given. Query tokens and tickets are refused outside streams and downloads. */
  via: "header" | "query" | "ticket";
  /** One entry per property of the organisation that the person may see. */
  grants: Grant[];
}

/**
 * What a person may do at one property, and what every booking there needs to know. The facts of the property come along because
 * the query that reads the rights reads them anyway: they are as fresh as the rights, and no service has to ask for them.
 */
export interface Grant {
  propertyId: number;
  /** The permissions at that property, from the person's roles there. */
  permissions: Permission[];
  /** IANA name, e.g. `Europe/Lisbon`. */
  timeZone: string;
  /** ISO 4217; what amounts are in when a request names no currency. */
  currency: string;
  /** The day on which the property books, YYYY-MM-DD: until the day is closed it stays, also past midnight. */
  businessDate: string;
}
