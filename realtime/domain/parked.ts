/** What can be told of an event in a parked message; null where it does not say. */
export interface ParkedEvent {
  id: string | null;
  type: string | null;
  propertyId: number | null;
}

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

export function describeEvent(event: unknown): ParkedEvent {
  const { id, type, propertyId } = (event ?? {}) as Record<string, unknown>;
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
