import type { StreamService } from "../../platform/events";
import type { EventClass } from "../contract/event";

/** The channel of an event, as it is named on the wire: `finance/1`, `finance/org`, `finance/1/restricted`. */
export function channelOf(service: StreamService, propertyId: number | null, eventClass: EventClass): string {
  const place = `${service}/${propertyId ?? "org"}`;
  return eventClass === "normal" ? place : `${place}/${eventClass}`;
}

/** The property of a channel; null for one of the organisation. */
export function propertyOf(channel: string): number | null {
  const place = channel.split("/")[1];
  return place === "org" ? null : Number(place);
}
