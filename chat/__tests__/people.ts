import { chat } from "~encore/clients";
import { addOrganisation, addPerson } from "../../identity/__tests__/people";
import type { AuthData, Grant } from "../../identity/contract/auth";
import type { Role } from "../../identity/contract/permissions";
import { permissionsOf } from "../../identity/domain/roles";
import { newId } from "../../platform/ids";
import { actorOf } from "../api/actor";
import type { MemberRole } from "../contract/types";
import type { Actor } from "../domain/actor";

/** An organisation with two properties and people in it who chat knows of. */
export class Hotel {
  readonly orgId: string;
  readonly propertyId: number;
  readonly otherPropertyId: number;

  private constructor(orgId: string, propertyIds: number[]) {
    this.orgId = orgId;
    [this.propertyId = 0, this.otherPropertyId = 0] = propertyIds;
  }

  static async build(): Promise<Hotel> {
    const { orgId, propertyIds } = await addOrganisation(2);
    return new Hotel(orgId, propertyIds);
  }

  /** A person with the role at the property, or at the given ones. */
  async person(role: Role, propertyIds: number[] = [this.propertyId]): Promise<AuthData> {
    const { id } = await addPerson(
      this.orgId,
      propertyIds.map((propertyId) => [propertyId, role]),
    );
    return {
      userID: id,
      orgId: this.orgId,
      sessionId: newId(),
      loginEndsAt: "2099-01-01T00:00:00.000Z",
      via: "header",
      grants: propertyIds.map((propertyId) => grant(propertyId, role)),
    };
  }

  /** A room with these members beside its admin; resolves to its id. */
  async room(admin: AuthData, members: { who: AuthData; role?: MemberRole; isInternal?: boolean }[]): Promise<string> {
    const request = {
      propertyId: this.propertyId,
      name: "Front desk",
      members: members.map(({ who, ...seat }) => ({ personId: who.userID, ...seat })),
    };
    return (await chat.createRoom(request, { authData: admin })).conversation.id;
  }
}

const grant = (propertyId: number, role: Role): Grant => ({
  propertyId,
  permissions: permissionsOf([role]),
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate: "2026-11-20",
});

export const asOf = (person: AuthData): Actor => actorOf(person);

/** The reason of a refused call; "no error" when it was not refused. */
export function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "no error",
    (err: { code?: string; details?: { reason?: string } }) => err.details?.reason ?? err.code ?? "unknown",
  );
}
