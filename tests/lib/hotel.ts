import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import type { AuthData, Grant } from "../../identity/contract/auth";
import type { Role } from "../../identity/contract/permissions";
import { permissionsOf } from "../../identity/contract/roles";
import { newId } from "../../platform/ids";
import { call, type Tokens } from "./api";

/** An organisation with two properties and people in it, for tests that call endpoints without a gateway. */
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

  /** A person with the role at the property who has logged in at a server. */
  login(url: string, role: Role): Promise<{ id: string; token: string }> {
    return this.loginAs(url, [[this.propertyId, role]]);
  }

  /** A person with these roles who has logged in at a server. */
  async loginAs(url: string, roles: [propertyId: number, role: Role][]): Promise<{ id: string; token: string }> {
    const { id, email } = await addPerson(this.orgId, roles);
    const { body } = await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } });
    return { id, token: body.accessToken };
  }
}

const grant = (propertyId: number, role: Role): Grant => ({
  propertyId,
  permissions: permissionsOf([role]),
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  businessDate: "2026-11-20",
});
