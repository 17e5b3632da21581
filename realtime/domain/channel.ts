import type { StreamService } from "../../platform/events";
import type { EventClass } from "../contract/event";

/**
 * The channel of an event, as it is named on the wire: `finance/1`, `finance/org`, `finance/1/restricted`; of a conversation
 * `chat/1/c-<id>`, `chat/org/c-<id>/restricted`. Chat's events that name no conversation are of visitors: `chat/1/visitors`. Nothing
 * goes into `chat/1`, where a log from before there were such channels has what was said in rooms: nobody sees it.
 */
export function channelOf(
  service: StreamService,
  propertyId: number | null,
  eventClass: EventClass,
  conversationId?: string,
): string {
  const within = conversationId === undefined ? (service === "chat" ? "/visitors" : "") : `/c-${conversationId}`;
  const place = `${service}/${propertyId ?? "org"}${within}`;
  return eventClass === "normal" ? place : `${place}/${eventClass}`;
}

/** The property of a channel; null for one of the organisation. */
export function propertyOf(channel: string): number | null {
  const place = channel.split("/")[1];
  return place === "org" ? null : Number(place);
}

/** The service of a channel. */
export const serviceOf = (channel: string): StreamService => channel.slice(0, channel.indexOf("/")) as StreamService;

/** Whether the channel is a conversation's: for its members, whatever may be allowed at its property. */
export const isOfConversation = (channel: string): boolean => channel.split("/")[2]?.startsWith("c-") === true;
