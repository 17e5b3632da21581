/** What can be told of an event in a parked message; null where it does not say. */
export interface ParkedEvent {
  id: string | null;
  type: string | null;
  propertyId: number | null;
}

const HIDDEN: ParkedEvent = { id: null, type: null, propertyId: null };

/** The events of a parked message: one, or a list of them. Empty when the text is none of ours. */
export function messageEvents(payload: string): unknown[] {
  try {
    const parsed = JSON.parse(payload) as unknown;
    if (Array.isArray(parsed)) return parsed;
    return typeof parsed === "object" && parsed !== null ? [parsed] : [];
  } catch {
    return [];
  }
}

/** What is for the members of a conversation is shown to nobody here: it is as if its property could not be told. */
export function describeEvent(event: unknown): ParkedEvent {
  const { id, type, propertyId, conversationId } = (event ?? {}) as Record<string, unknown>;
  if (conversationId !== undefined) return HIDDEN;
  return {
    id: typeof id === "string" ? id : null,
    type: typeof type === "string" ? type : null,
    propertyId: typeof propertyId === "number" ? propertyId : null,
  };
}

/** Whether all that the message holds is of these properties; what cannot be told is not. */
export function isWithin(events: readonly ParkedEvent[], properties: readonly number[]): boolean {
  return events.length > 0 && events.every((e) => e.propertyId !== null && properties.includes(e.propertyId));
}

/** What of a parked message is for whoever looks after these properties. */
export function shownTo(
  properties: readonly number[],
  payload: string | null,
  reason: string,
): { reason: string; events: ParkedEvent[]; payload: string | null } {
  if (payload === null)
    return { reason: "an event of it was erased: nothing is left to replay", events: [], payload: null };
  const events = messageEvents(payload).map(describeEvent);
  if (isWithin(events, properties)) return { reason, events, payload };
  return {
    reason: "not shown: not all of it is known to be of properties that you look after",
    events: events.map((event) => (isWithin([event], properties) ? event : HIDDEN)),
    payload: null,
  };
}
