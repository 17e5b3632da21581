import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { identity } from "~encore/clients";
import { inTx } from "../../platform/tx";
import { addOrganisation, addPerson, PASSWORD, type TestPerson } from "../__tests__/people";
import { pool } from "../store/db";
import { authenticateToken } from "./authenticate";
import { login } from "./login";
import { refresh } from "./refresh";

let orgId: string;
let propertyId: number;
let owner: TestPerson;
let clerk: TestPerson;
let since: string;

beforeEach(async () => {
  const org = await addOrganisation(1);
  orgId = org.orgId;
  propertyId = org.propertyIds[0]!;
  owner = await addPerson(orgId, [[propertyId, "owner"]]);
  clerk = await addPerson(orgId, [[propertyId, "clerk"]]);
});
afterAll(() => pool.end());

async function logIn(person: TestPerson) {
  const tokens = await login({ email: person.email, password: PASSWORD });
  const outcome = await authenticateToken(tokens.accessToken, "header");
  if (!outcome.ok) throw new Error(outcome.reason);
  return { tokens, authData: outcome.value };
}

/** The logins among these that the next reading names. */
async function named(...among: { authData: { sessionId: string } }[]): Promise<number[]> {
  const { sessionIds, upTo } = await identity.changedLogins({ since });
  since = upTo;
  return among.flatMap(({ authData }, i) => (sessionIds.includes(authData.sessionId) ? [i] : []));
}

/** What has changed is named again for as long as an older transaction runs, be it another test's. */
const untilQuiet = (...among: { authData: { sessionId: string } }[]): Promise<void> =>
  vi.waitFor(async () => expect(await named(...among)).toEqual([]));

test("[RT14] whatever ends a login or changes rights names the logins that it concerns, and no others", async () => {
  const [boss, first, second] = [await logIn(owner), await logIn(clerk), await logIn(clerk)];
  since = (await identity.changedLogins({})).upTo;
  const quiet = (): Promise<void> => untilQuiet(boss, first, second);
  const changes: [change: () => Promise<unknown>, names: number[]][] = [
    [
      () => identity.assignRoles({ personId: clerk.id, propertyId, roles: ["manager"] }, { authData: boss.authData }),
      [1, 2],
    ],
    [() => refresh(second.tokens), [1, 2]],
    [() => identity.logout({ authData: second.authData }), [1, 2]],
    [() => pool.query(`UPDATE property SET business_date = business_date + 1 WHERE id = $1`, [propertyId]), [0, 1, 2]],
    [() => identity.disablePerson({ personId: clerk.id, disabled: true }, { authData: boss.authData }), [1, 2]],
  ];
  for (const [change, names] of changes) {
    await quiet();
    await change();
    expect(await named(boss, first, second)).toEqual(names);
  }
  await quiet();
});

test("[RT14] a change that commits after later ones were read is named too", async () => {
  const [boss, worker] = [await logIn(owner), await logIn(clerk)];
  since = (await identity.changedLogins({})).upTo;
  await untilQuiet(boss, worker);
  await inTx(pool, async (tx) => {
    await tx.query(`DELETE FROM person_role WHERE person_id = $1`, [clerk.id]);
    await identity.logout({ authData: boss.authData });
    expect(await named(boss, worker)).toEqual([0]);
  });
  expect(await named(boss, worker)).toContain(1);
});
