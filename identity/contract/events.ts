import { Topic } from "encore.dev/pubsub";
import type { ErasedEvent, EventBatch } from "../../platform/events";
import type { RowChangedV1 } from "../../platform/row-changed";
import type { RowsInvalidatedV1 } from "../../platform/rows-invalidated";
import type { Role } from "./permissions";

export interface PropertyData {
  /** The property's number, as text. */
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  businessDate: string;
}

export interface UserData {
  /** `<person id>@<property>`: a person is one user at each property. */
  id: string;
  personId: string;
  name: string;
  /** None when the person has left the property. */
  roles: Role[];
  isDisabled: boolean;
}

export interface BrandingData {
  /** The property's number, as text. */
  id: string;
  displayName: string;
  accentColour: string;
}

/** A property's facts changed, its business date among them. Each event carries the row whole, as it is from now on. */
export type PropertyChangedV1 = RowChangedV1<"property-changed", PropertyData>;
/** What a person may do at a property changed, or whether they may log in. */
export type UserChangedV1 = RowChangedV1<"user-changed", UserData>;
/** How a property looks to its guests changed. */
export type BrandingChangedV1 = RowChangedV1<"branding-changed", BrandingData>;

export type PropertyEvent = PropertyChangedV1 | RowsInvalidatedV1;
export type UserEvent = UserChangedV1 | RowsInvalidatedV1;
export type BrandingEvent = BrandingChangedV1 | RowsInvalidatedV1;

/** Events of the stream `properties`, in numbered batches per organisation; the two below alike. */
export const propertiesEvents = new Topic<EventBatch<PropertyEvent | ErasedEvent>>("properties-events", {
  deliveryGuarantee: "at-least-once",
});

export const usersEvents = new Topic<EventBatch<UserEvent | ErasedEvent>>("users-events", {
  deliveryGuarantee: "at-least-once",
});

export const brandingEvents = new Topic<EventBatch<BrandingEvent | ErasedEvent>>("branding-events", {
  deliveryGuarantee: "at-least-once",
});
