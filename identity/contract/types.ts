import type { Permission, Role } from "./permissions";

export interface TokenPair {
  /** Bearer token of 15 minutes. */
  accessToken: string;
  /** Good for one use within 30 days; the answer to its use holds the next one. */
  refreshToken: string;
  /** Seconds until the access token expires. */
  expiresIn: number;
}

export interface Ticket {
  /** Opens one stream or download, once. */
  ticket: string;
  /** Seconds until it expires unused. */
  expiresIn: number;
}

export interface Me {
  person: { id: string; name: string; email: string };
  organisation: { id: string; name: string };
  properties: MyProperty[];
}

/** A property the caller may see, with what the caller may do there. */
export interface MyProperty {
  id: number;
  name: string;
  timeZone: string;
  currency: string;
  businessDate: string;
  permissions: Permission[];
}

/** A colleague: someone with a role at a property that the caller may see. */
export interface PersonName {
  id: string;
  name: string;
}

/** One login of the caller: from its password to its logout. */
export interface Login {
  id: string;
  /** RFC 3339, as the others. */
  createdAt: string;
  /** When its tokens were last renewed. */
  usedAt: string;
  /** When it ends, if it is not used until then. */
  expiresAt: string;
  /** The one that asks. */
  isThis: boolean;
}

/** The facts of a property, as its events carry them. */
export interface PropertyFacts {
  /** The property's number, as text. */
  id: string;
  version: number;
  propertyId: number;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** The day on which the property books, YYYY-MM-DD. */
  businessDate: string;
}

/** What a person may do at one property. */
export interface PropertyUser {
  /** `<person id>@<property>`. */
  id: string;
  /** 0: nothing was changed since the person came. */
  version: number;
  propertyId: number;
  personId: string;
  name: string;
  roles: Role[];
  /** Kept out, everywhere. */
  isDisabled: boolean;
}

/** How a property looks to its guests. */
export interface Branding {
  /** The property's number, as text. */
  id: string;
  /** 0: nobody has said so yet. */
  version: number;
  propertyId: number;
  displayName: string;
  /** `#rrggbb`, lower case. */
  accentColour: string;
}
