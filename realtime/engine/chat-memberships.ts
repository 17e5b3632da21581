import { chat } from "~encore/clients";
import type { Membership, Memberships } from "../domain/memberships";

/** The conversations of people of an organisation, by person, as chat answers. */
export async function askChat(orgId: string, personIds: string[]): Promise<Map<string, Memberships>> {
  const found = new Map<string, Membership[]>();
  const { memberships } = await chat.membershipsOf({ orgId, personIds });
  for (const { personId, conversationId, propertyId, internal } of memberships) {
    const membership = { conversationId, propertyId, internal };
    const known = found.get(personId);
    if (known === undefined) found.set(personId, [membership]);
    else known.push(membership);
  }
  // In one order, so that the same memberships are the same text.
  for (const known of found.values()) known.sort((a, b) => (a.conversationId < b.conversationId ? -1 : 1));
  return found;
}
