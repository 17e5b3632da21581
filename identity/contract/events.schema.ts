import { array, boolean, iso, object, string, enum as oneOf, union, uuid, type ZodType } from "zod";
import type { EventCatalogue } from "../../platform/events";
import { rowChangedSchema } from "../../platform/row-changed";
import { rowsInvalidated } from "../../platform/rows-invalidated";
import type { BrandingEvent, PropertyEvent, UserEvent } from "./events";
import { ROLES } from "./roles";

const propertyNo = string().regex(/^[1-9]\d{0,9}$/);
const userId = string().regex(/^[0-9a-f-]{36}@[1-9]\d{0,9}$/);

const property = object({
  id: propertyNo,
  name: string().min(1).max(100),
  timeZone: string().min(1).max(64),
  currency: string().length(3),
  businessDate: iso.date(),
});

const user = object({
  id: userId,
  personId: uuid(),
  name: string().min(1).max(200),
  roles: array(oneOf(ROLES)),
  isDisabled: boolean(),
});

const branding = object({
  id: propertyNo,
  displayName: string().min(1).max(100),
  accentColour: string().regex(/^#[0-9a-f]{6}$/),
});

/** What an event must look like: checked before it is stored for publishing, and by whoever receives it. */
export const propertyEvent: ZodType<PropertyEvent> = union([
  rowChangedSchema("property", property, propertyNo),
  rowsInvalidated,
]);
export const userEvent: ZodType<UserEvent> = union([rowChangedSchema("user", user, userId), rowsInvalidated]);
export const brandingEvent: ZodType<BrandingEvent> = union([
  rowChangedSchema("branding", branding, propertyNo),
  rowsInvalidated,
]);

/** Every event carries its row whole. */
export const propertiesCatalogue: EventCatalogue<PropertyEvent> = {
  schema: propertyEvent,
  stateLike: ["property-changed"],
};
export const usersCatalogue: EventCatalogue<UserEvent> = { schema: userEvent, stateLike: ["user-changed"] };
export const brandingCatalogue: EventCatalogue<BrandingEvent> = {
  schema: brandingEvent,
  stateLike: ["branding-changed"],
};
