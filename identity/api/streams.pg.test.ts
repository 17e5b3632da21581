import { identity } from "~encore/clients";
import { afterAll, beforeEach, expect, test } from "vitest";
import { addOrganisation, addPerson, PASSWORD, type TestPerson } from "../__tests__/people";
import type { AuthData } from "../contract/auth";
import { pool } from "../store/db";
import { authenticateToken } from "./authenticate";
import { login } from "./login";

let orgId: string;
let one: number;
let two: number;
let owner: TestPerson;

beforeEach(async () => {
  const org = await addOrganisation(2);
  orgId = org.orgId;
  [one = 0, two = 0] = org.propertyIds;
  owner = await addPerson(orgId, [
    [one, "owner"],
    [two, "owner"],
  ]);
});
afterAll(() => pool.end());

async function as({ email }: TestPerson): Promise<{ authData: AuthData }> {
  const { accessToken } = await login({ email, password: PASSWORD });
  const outcome = await authenticateToken(accessToken, "header");
  if (!outcome.ok) throw new Error(outcome.reason);
  return { authData: outcome.value };
}

interface Told {
  service: string;
  event: { type: string; propertyId: number; entity: { version: number }; data: Record<string, unknown> };
}

/** What waits to be published of the organisation, in order. */
const told = async (): Promise<Told[]> =>
  (await pool.query<Told>(`SELECT service, event FROM outbox WHERE org_id = $1 ORDER BY id`, [orgId])).rows;

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "ok",
    (err: { details?: { reason?: string } }) => err.details?.reason,
  );

test("[I12] a name and a look are changed by who manages the property, on the version that is there", async () => {
  const by = await as(owner);
  const manager = await as(await addPerson(orgId, [[one, "manager"]]));
  const [before] = (await identity.listProperties(by)).data;
  const edit = { propertyId: one, version: before?.version ?? 0, name: "  Quay " };
  expect(await reasonOf(identity.editProperty(edit, manager))).toBe("permission_missing");
  expect(await identity.editProperty(edit, by)).toEqual({ ...before, name: "Quay", version: 2 });
  expect(await reasonOf(identity.editProperty(edit, by))).toBe("version_conflict");
  expect(await reasonOf(identity.editProperty({ ...edit, version: 2, name: "  " }, by))).toBe("request_invalid");
  const look = { propertyId: one, version: 0, displayName: "Quay", accentColour: "#AA00ff" };
  expect(await reasonOf(identity.editBranding(look, manager))).toBe("permission_missing");
  const row = await identity.editBranding(look, by);
  expect(row).toMatchObject({ version: 1, accentColour: "#aa00ff" });
  expect(await reasonOf(identity.editBranding(look, by))).toBe("version_conflict");
  expect(await identity.getBranding({ propertyId: one }, manager)).toEqual(row);
  expect(await identity.getBranding({ propertyId: two }, by)).toMatchObject({ version: 0, displayName: "Hotel 2" });
  expect((await told()).map(({ service, event }) => [service, event.type, event.entity.version])).toEqual([
    ["properties", "property-changed", 2],
    ["branding", "branding-changed", 1],
  ]);
});

test("what changes for a person is told once at each property, with the row that the list has", async () => {
  const by = await as(owner);
  const clerk = await addPerson(orgId, [[one, "clerk"]]);
  await identity.assignRoles({ personId: clerk.id, propertyId: two, roles: ["cashier"] }, by);
  await identity.assignRoles({ personId: clerk.id, propertyId: two, roles: ["cashier"] }, by);
  await identity.disablePerson({ personId: clerk.id, disabled: true }, by);
  await identity.disablePerson({ personId: clerk.id, disabled: true }, by);
  await identity.assignRoles({ personId: clerk.id, propertyId: two, roles: [] }, by);
  const events = (await told()).map(({ event }) => event);
  expect(events.map(({ propertyId, entity, data }) => [propertyId, entity.version, data["roles"]])).toEqual([
    [two, 1, ["cashier"]],
    [one, 1, ["clerk"]],
    [two, 2, ["cashier"]],
    [two, 3, []],
  ]);
  const listed = (await identity.listUsers({ propertyId: two }, by)).data.find((u) => u.personId === clerk.id);
  const last = events.at(-1);
  expect(listed).toEqual({ ...last?.data, version: 3, propertyId: two });
  expect(listed?.isDisabled).toBe(true);
});
