import { appendEvents } from "../../platform/outbox";
import type { Tx } from "../../platform/tx";
import type { BrandingEvent, PropertyEvent, UserEvent } from "../contract/events";
import { brandingEvent, propertyEvent, userEvent } from "../contract/events.schema";

/** Stores events for the relay, as the last statement of the transaction. One that breaks its contract is a bug and throws. */
export const appendPropertyEvents = (tx: Tx, orgId: string, events: readonly PropertyEvent[]): Promise<void> =>
  appendEvents(
    tx,
    "properties",
    orgId,
    events.map((event) => propertyEvent.parse(event)),
  );

export const appendUserEvents = (tx: Tx, orgId: string, events: readonly UserEvent[]): Promise<void> =>
  appendEvents(
    tx,
    "users",
    orgId,
    events.map((event) => userEvent.parse(event)),
  );

export const appendBrandingEvents = (tx: Tx, orgId: string, events: readonly BrandingEvent[]): Promise<void> =>
  appendEvents(
    tx,
    "branding",
    orgId,
    events.map((event) => brandingEvent.parse(event)),
  );
