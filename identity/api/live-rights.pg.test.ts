import { identity } from "~encore/clients";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { addOrganisation, addPerson, PASSWORD, type TestPerson } from "../__tests__/people";
import type { AuthData } from "../contract/auth";
import type { Role } from "../contract/permissions";
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

const logIn = (person: TestPerson, password = PASSWORD) => login({ email: person.email, password });

async function authOf(accessToken: string): Promise<AuthData> {
  const outcome = await authenticateToken(accessToken, "header");
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

const as = async (person: TestPerson): Promise<{ authData: AuthData }> => ({
  authData: await authOf((await logIn(person)).accessToken),
});

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "ok",
    (err: { details?: { reason?: string } }) => err.details?.reason,
  );

const holds = async (accessToken: string): Promise<boolean> => (await authenticateToken(accessToken, "header")).ok;

describe("[I9] roles", () => {
  const assign = async (by: TestPerson, personId: string, propertyId: number, roles: Role[]) =>
    identity.assignRoles({ personId, propertyId, roles }, await as(by));

  test("that an owner sets hold with the next request, at that property only", async () => {
    const clerk = await addPerson(orgId, [
      [one, "clerk"],
      [two, "clerk"],
    ]);
    const { accessToken } = await logIn(clerk);
    expect(await assign(owner, clerk.id, one, ["manager", "cashier", "manager"])).toEqual({
      personId: clerk.id,
      propertyId: one,
      roles: ["cashier", "manager"],
    });
    const grants = (await authOf(accessToken)).grants;
    expect(grants.find((g) => g.propertyId === one)?.permissions).toContain("person.role.assign");
    expect(grants.find((g) => g.propertyId === two)?.permissions).not.toContain("person.role.assign");
    await assign(owner, clerk.id, one, []);
    expect((await authOf(accessToken)).grants.map((g) => g.propertyId)).toEqual([two]);
  });

  test("are nobody's to give who has less, or who is at another property", async () => {
    const manager = await addPerson(orgId, [[one, "manager"]]);
    const clerk = await addPerson(orgId, [[one, "clerk"]]);
    expect(await reasonOf(assign(manager, clerk.id, one, ["owner"]))).toBe("role_above_own");
    expect(await reasonOf(assign(manager, owner.id, one, []))).toBe("role_above_own");
    expect(await reasonOf(assign(manager, clerk.id, two, ["clerk"]))).toBe("property_not_found");
    expect(await reasonOf(assign(clerk, clerk.id, one, ["clerk"]))).toBe("permission_missing");
  });

  test("of a person of another organisation, of nobody and of no id answer alike", async () => {
    const stranger = await addPerson((await addOrganisation(1)).orgId, []);
    for (const id of [stranger.id, "01950000-0000-7000-8000-0000000000ff", "no-id"]) {
      expect(await reasonOf(assign(owner, id, one, ["clerk"]))).toBe("person_not_found");
    }
  });

  test("of two owners who remove each other at the same time, one stays", async () => {
    const other = await addPerson(orgId, [
      [one, "owner"],
      [two, "owner"],
    ]);
    const [first, second] = [await as(owner), await as(other)];
    const answers = await Promise.all([
      reasonOf(identity.assignRoles({ personId: other.id, propertyId: one, roles: [] }, first)),
      reasonOf(identity.assignRoles({ personId: owner.id, propertyId: one, roles: [] }, second)),
    ]);
    expect(new Set(answers)).toEqual(new Set(["last_owner", "ok"]));
  });
});

describe("[I9] a disabled person", () => {
  test("is out with all logins, and comes back with the same roles", async () => {
    const clerk = await addPerson(orgId, [[one, "clerk"]]);
    const [first, second] = [await logIn(clerk), await logIn(clerk)];
    await identity.disablePerson({ personId: clerk.id, disabled: true }, await as(owner));
    expect([await holds(first.accessToken), await holds(second.accessToken)]).toEqual([false, false]);
    expect(await reasonOf(logIn(clerk))).toBe("login_failed");
    await identity.disablePerson({ personId: clerk.id, disabled: false }, await as(owner));
    // The logins of before stay ended.
    expect(await holds(first.accessToken)).toBe(false);
    expect((await authOf((await logIn(clerk)).accessToken)).grants.map((g) => g.propertyId)).toEqual([one]);
  });

  test("can be nobody who has roles where the caller may not assign them, and not the last owner", async () => {
    const manager = await addPerson(orgId, [[one, "manager"]]);
    const clerk = await addPerson(orgId, [
      [one, "clerk"],
      [two, "clerk"],
    ]);
    const disable = async (by: TestPerson, personId: string) =>
      reasonOf(identity.disablePerson({ personId, disabled: true }, await as(by)));
    expect(await disable(manager, clerk.id)).toBe("roles_elsewhere");
    expect(await disable(manager, owner.id)).toBe("role_above_own");
    expect(await disable(owner, owner.id)).toBe("last_owner");
    expect(await disable(owner, (await addPerson((await addOrganisation(1)).orgId, [])).id)).toBe("person_not_found");
    expect(await disable(owner, clerk.id)).toBe("ok");
  });
});

describe("[I10] a changed password", () => {
  const change = (authData: AuthData, currentPassword: string, newPassword = "a longer password") =>
    identity.changePassword({ currentPassword, newPassword }, { authData });

  test("ends all other logins of the person; this one goes on, and the old password is worth nothing", async () => {
    const [mine, other] = [await logIn(owner), await logIn(owner)];
    const bystander = await logIn(await addPerson(orgId, [[one, "clerk"]]));
    expect(await change(await authOf(mine.accessToken), PASSWORD)).toEqual({ endedLogins: 1 });
    expect([await holds(mine.accessToken), await holds(other.accessToken)]).toEqual([true, false]);
    expect(await holds(bystander.accessToken)).toBe(true);
    expect(await reasonOf(logIn(owner))).toBe("login_failed");
    expect(await reasonOf(logIn(owner, "a longer password"))).toBe("ok");
  });

  test("needs the current one, and guesses count like failed logins (I6)", async () => {
    const auth = await authOf((await logIn(owner)).accessToken);
    for (let i = 0; i < 10; i++) expect(await reasonOf(change(auth, "wrong"))).toBe("password_wrong");
    expect(await reasonOf(change(auth, PASSWORD))).toBe("too_many_failed_logins");
    expect(await reasonOf(logIn(owner))).toBe("too_many_failed_logins");
  });
});

describe("[I11] logins", () => {
  test("are listed to their person, and any of them can be ended", async () => {
    const [mine, other] = [await logIn(owner), await logIn(owner)];
    const me = { authData: await authOf(mine.accessToken) };
    const { data } = await identity.listLogins(me);
    expect(data.filter((l) => l.isThis)).toHaveLength(1);
    await identity.endLogin({ id: data.find((l) => !l.isThis)?.id ?? "" }, me);
    expect([await holds(mine.accessToken), await holds(other.accessToken)]).toEqual([true, false]);
    expect((await identity.listLogins(me)).data.map((l) => l.isThis)).toEqual([true]);
  });

  test("of others, ended ones and no ids answer alike", async () => {
    const me = await as(owner);
    const stranger = await as(await addPerson(orgId, [[one, "clerk"]]));
    const gone = await as(owner);
    await identity.logout(gone);
    for (const id of [stranger.authData.sessionId, gone.authData.sessionId, "no-id"]) {
      expect(await reasonOf(identity.endLogin({ id }, me))).toBe("login_not_found");
    }
    expect((await identity.sessionStates({ sessionIds: [stranger.authData.sessionId] })).sessions[0]?.active).toBe(
      true,
    );
  });
});
