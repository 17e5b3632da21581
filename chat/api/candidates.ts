import { identity } from "~encore/clients";
import { validate as isUuid } from "uuid";
import type { Candidate } from "../domain/members";

/** What a person of the organisation may do where a conversation is: at the room's property, or anywhere in the organisation. */
export async function candidate(orgId: string, personId: string, propertyId: number | null): Promise<Candidate> {
  if (!isUuid(personId)) return { isKnown: false, isStaff: false };
  const { found, disabled, grants } = await identity.personAccess({ orgId, personId });
  const there = grants.filter((grant) => propertyId === null || grant.propertyId === propertyId);
  const holds = (permission: "chat.room.read" | "chat.internal.read"): boolean =>
    there.some(({ permissions }) => permissions.includes(permission));
  return { isKnown: found && !disabled && holds("chat.room.read"), isStaff: holds("chat.internal.read") };
}
