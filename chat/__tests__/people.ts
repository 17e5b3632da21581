import { chat } from "~encore/clients";
import type { AuthData } from "../../identity/contract/auth";
import type { Hotel } from "../../tests/lib/hotel";
import { actorOf } from "../api/actor";
import type { MemberRole } from "../contract/types";
import type { Actor } from "../domain/actor";

interface Seat {
  who: AuthData;
  role?: MemberRole;
  isInternal?: boolean;
}

/** Opens a room at the hotel's first property with these members beside its admin; resolves to its id. */
export async function openRoom({ propertyId }: Hotel, admin: AuthData, seats: Seat[]): Promise<string> {
  const members = seats.map(({ who, ...seat }) => ({ personId: who.userID, ...seat }));
  const request = { propertyId, name: "Front desk", members };
  return (await chat.createRoom(request, { authData: admin })).conversation.id;
}

export const asOf = (person: AuthData): Actor => actorOf(person);

/** The reason of a refused call; "no error" when it was not refused. */
export function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (err: { code?: string; details?: { reason?: string } }) => err.details?.reason ?? err.code ?? "unknown",
  );
}
