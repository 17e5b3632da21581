import { identity } from "~encore/clients";
import { caller } from "../../identity/contract/access";
import type { AuthData } from "../../identity/contract/auth";
import type { Permission } from "../../identity/contract/permissions";
import type { Actor } from "../domain/actor";

/** The caller, for whom everything is read and written. */
export const actor = (): Actor => actorOf(caller());

export function actorOf({ orgId, userID, grants }: Pick<AuthData, "orgId" | "userID" | "grants">): Actor {
  const where = (permission: Permission): number[] =>
    grants.filter(({ permissions }) => permissions.includes(permission)).map(({ propertyId }) => propertyId);
  return {
    orgId,
    personId: userID,
    senderType: "staff",
    properties: where("chat.room.read"),
    visitorProperties: where("chat.visitor.answer"),
    visiting: null,
  };
}

/** The person of a login with the rights of now; null when the login has ended. */
export async function actorNow(auth: Pick<AuthData, "orgId" | "userID" | "sessionId">): Promise<Actor | null> {
  const { sessions, rights } = await identity.sessionStates({ sessionIds: [auth.sessionId] });
  const grants = rights[sessions[0]?.rights ?? -1]?.grants;
  return grants === undefined ? null : actorOf({ ...auth, grants });
}
