import { identity } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import type { AuthData } from "../contract/auth";
import { pool } from "../store/db";
import { addOrganisation, addPerson, PASSWORD, type TestPerson } from "../__tests__/people";
import { authenticateTicket, authenticateToken } from "./authenticate";
import { login } from "./login";
import { refresh } from "./refresh";

let person: TestPerson;
let propertyIds: number[];

beforeEach(async () => {
  const org = await addOrganisation(2);
  propertyIds = org.propertyIds;
  person = await addPerson(org.orgId, [
    [propertyIds[0] ?? 0, "cashier"],
    [propertyIds[0] ?? 0, "clerk"],
  ]);
});
afterEach(() => clock.run());
afterAll(() => pool.end());

const logIn = (password = PASSWORD, email = person.email) => login({ email, password });
const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no error",
    (err: { details?: { reason?: string } }) => err.details?.reason,
  );

async function authDataOf(token: string): Promise<AuthData> {
  const outcome = await authenticateToken(token, "header");
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

describe("login", () => {
  test("the token names the person with the rights of all roles, at the properties of the roles only", async () => {
    const { accessToken, expiresIn } = await logIn();
    expect(expiresIn).toBe(900);
    const auth = await authDataOf(accessToken);
    expect(auth).toMatchObject({ userID: person.id, orgId: person.orgId, via: "header" });
    expect(auth.grants).toEqual([
      {
        propertyId: propertyIds[0],
        permissions: expect.arrayContaining(["finance.revenue.record", "guest.stay.read"]),
        timeZone: "Europe/Lisbon",
        currency: "EUR",
        businessDate: "2026-11-20",
      },
    ]);
  });

  test("the address is found in any case and with spaces around it", async () => {
    const { accessToken } = await logIn(PASSWORD, ` ${person.email.toUpperCase()} `);
    expect(await authDataOf(accessToken)).toMatchObject({ userID: person.id });
  });

  test("a wrong password, an unknown address, a disabled person and an address with NUL get the same answer", async () => {
    const disabled = await addPerson(person.orgId, []);
    await pool.query(`UPDATE person SET disabled_at = $2 WHERE id = $1`, [disabled.id, clock.now()]);
    const answers = await Promise.all(
      [
        logIn("wrong"),
        logIn(PASSWORD, "nobody@test.example"),
        logIn(PASSWORD, disabled.email),
        logIn(PASSWORD, "a\0b"),
      ].map((work) => work.catch((err: Error) => err.message)),
    );
    expect(new Set(answers)).toEqual(new Set(["e-mail address or password is wrong"]));
  });

  test("[I6] of many wrong passwords at the same time no more than ten are looked at, and the right one waits too until the window ends", async () => {
    const reasons = await Promise.all(Array.from({ length: 15 }, () => reasonOf(logIn("wrong"))));
    expect(reasons.filter((r) => r === "login_failed")).toHaveLength(10);
    expect(reasons.filter((r) => r === "too_many_failed_logins")).toHaveLength(5);
    expect(await reasonOf(logIn())).toBe("too_many_failed_logins");
    clock.advance(15 * 60_000 + 1000);
    await logIn();
  });

  test("[I6] a right password clears the person's failures", async () => {
    for (let i = 0; i < 9; i++) await reasonOf(logIn("wrong"));
    await logIn();
    for (let i = 0; i < 9; i++) expect(await reasonOf(logIn("wrong"))).toBe("login_failed");
  });
});

describe("refresh", () => {
  test("[I5] two tabs that refresh at the same time get the same next token, and it works", async () => {
    const { refreshToken } = await logIn();
    const [one, two] = await Promise.all([refresh({ refreshToken }), refresh({ refreshToken })]);
    expect(one.refreshToken).toBe(two.refreshToken);
    expect((await refresh({ refreshToken: one.refreshToken })).refreshToken).not.toBe(one.refreshToken);
  });

  test("[I5] a copied token ends the login: access, the newest refresh token and open tickets", async () => {
    const first = await logIn();
    const second = await refresh(first);
    const auth = await authDataOf(second.accessToken);
    const { ticket } = await identity.createTicket({ authData: auth });
    clock.advance(31_000);
    expect(await reasonOf(refresh(first))).toBe("refresh_token_reused");
    expect(await reasonOf(refresh(second))).toBe("session_ended");
    expect(await authenticateToken(second.accessToken, "header")).toMatchObject({ reason: "session_ended" });
    expect(await authenticateTicket(ticket)).toMatchObject({ ok: false });
  });

  test("many logins that refresh at once, when the keys have to be read anew, all get their tokens", async () => {
    const pairs: Awaited<ReturnType<typeof logIn>>[] = [];
    while (pairs.length < 25) pairs.push(await logIn());
    clock.advance(11 * 60_000);
    const next = await Promise.all(pairs.map((pair) => refresh(pair)));
    expect(new Set(next.map((pair) => pair.accessToken)).size).toBe(25);
  });

  test("a login that is used lives on, one that is not used for 30 days expires", async () => {
    const day = 24 * 3600 * 1000;
    const first = await logIn();
    clock.advance(29 * day);
    const second = await refresh(first);
    clock.advance(29 * day);
    const third = await refresh(second);
    clock.advance(30 * day);
    expect(await reasonOf(refresh(third))).toBe("refresh_token_expired");
  });

  test.each([
    "",
    "garbage",
    `${"-".repeat(36)}.1.${"A".repeat(43)}`,
    "01950000-0000-7000-8000-000000000001.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  ])("%j is not valid", async (refreshToken) => {
    expect(await reasonOf(refresh({ refreshToken }))).toBe("refresh_token_invalid");
  });
});

describe("[I4] what ends at once", () => {
  test("a logout ends access and refresh of this login and of no other", async () => {
    const [mine, other] = await Promise.all([logIn(), logIn()]);
    await identity.logout({ authData: await authDataOf(mine.accessToken) });
    expect(await authenticateToken(mine.accessToken, "header")).toMatchObject({ reason: "session_ended" });
    expect(await reasonOf(refresh(mine))).toBe("session_ended");
    expect(await authenticateToken(other.accessToken, "header")).toMatchObject({ ok: true });
  });

  test("a role that is taken away is gone with the next request, without a new token", async () => {
    const { accessToken } = await logIn();
    await pool.query(`DELETE FROM person_role WHERE person_id = $1 AND role = 'cashier'`, [person.id]);
    expect((await authDataOf(accessToken)).grants[0]?.permissions).toContain("guest.stay.read");
    await pool.query(`DELETE FROM person_role WHERE person_id = $1`, [person.id]);
    expect((await authDataOf(accessToken)).grants).toEqual([]);
  });

  test("a disabled person's tokens are refused", async () => {
    const tokens = await logIn();
    await pool.query(`UPDATE person SET disabled_at = $2 WHERE id = $1`, [person.id, clock.now()]);
    expect(await authenticateToken(tokens.accessToken, "header")).toMatchObject({ reason: "session_ended" });
    expect(await reasonOf(refresh(tokens))).toBe("session_ended");
  });

  test("sessionStates tells what holds now, and that unknown logins do not", async () => {
    const [open, closed] = await Promise.all([logIn(), logIn()]);
    const [openAuth, closedAuth] = [await authDataOf(open.accessToken), await authDataOf(closed.accessToken)];
    await identity.logout({ authData: closedAuth });
    const unknown = "01950000-0000-7000-8000-0000000000ff";
    const { sessions, rights } = await identity.sessionStates({
      sessionIds: [openAuth.sessionId, closedAuth.sessionId, unknown, openAuth.sessionId],
    });
    expect(rights).toEqual([{ grants: openAuth.grants }]);
    const stillOpen = {
      sessionId: openAuth.sessionId,
      active: true,
      expired: false,
      endsAt: openAuth.loginEndsAt,
      rights: 0,
    };
    expect(sessions).toEqual([
      stillOpen,
      { sessionId: closedAuth.sessionId, active: false, expired: false, endsAt: closedAuth.loginEndsAt, rights: -1 },
      { sessionId: unknown, active: false, expired: false, endsAt: "", rights: -1 },
      stillOpen,
    ]);
  });
});

describe("[I8] a ticket", () => {
  test("opens one thing, whoever comes first", async () => {
    const auth = await authDataOf((await logIn()).accessToken);
    const { ticket, expiresIn } = await identity.createTicket({ authData: auth });
    expect(expiresIn).toBe(30);
    const tries = await Promise.all(Array.from({ length: 5 }, () => authenticateTicket(ticket)));
    expect(tries.filter((t) => t.ok)).toEqual([{ ok: true, value: { ...auth, via: "ticket" } }]);
  });

  test("is refused after 30 s", async () => {
    const { ticket } = await identity.createTicket({ authData: await authDataOf((await logIn()).accessToken) });
    clock.advance(31_000);
    expect(await authenticateTicket(ticket)).toMatchObject({ reason: "ticket_invalid" });
  });
});

test("judgeCredential tells whose token or ticket it is, uses a ticket up, and says why it is no good", async () => {
  const { accessToken } = await logIn();
  const { via: _, ...auth } = await authDataOf(accessToken);
  expect(await identity.judgeCredential({ token: accessToken })).toEqual({ caller: auth });
  const { ticket } = await identity.createTicket({ authData: { ...auth, via: "header" } });
  expect(await identity.judgeCredential({ ticket })).toEqual({ caller: auth });
  expect(await identity.judgeCredential({ ticket })).toEqual({ refusal: expect.stringContaining("was used") });
  expect(await identity.judgeCredential({ token: "x.y.z" })).toEqual({ refusal: "the access token is not valid" });
  expect(await identity.judgeCredential({})).toEqual({ refusal: expect.stringContaining("ticket is unknown") });
});

test("sessionStates tells a login that was not used in time from one that somebody ended", async () => {
  const auth = await authDataOf((await logIn()).accessToken);
  const state = async (): Promise<unknown> => {
    const { sessions } = await identity.sessionStates({ sessionIds: [auth.sessionId] });
    return sessions.map(({ active, expired }) => ({ active, expired }));
  };
  clock.advance(31 * 24 * 3_600_000);
  expect(await state()).toEqual([{ active: false, expired: true }]);
  await pool.query(`UPDATE session SET ended_at = $2, end_reason = 'logout' WHERE id = $1`, [
    auth.sessionId,
    clock.now(),
  ]);
  expect(await state()).toEqual([{ active: false, expired: false }]);
});

test("me shows the person, the organisation and only properties with a role", async () => {
  const auth = await authDataOf((await logIn()).accessToken);
  expect(await identity.me({ authData: auth })).toEqual({
    person: { id: person.id, name: "Tess Ter", email: person.email },
    organisation: { id: person.orgId, name: "Test" },
    properties: [
      {
        id: propertyIds[0],
        name: "Hotel 1",
        timeZone: "Europe/Lisbon",
        currency: "EUR",
        businessDate: "2026-11-20",
        permissions: auth.grants[0]?.permissions,
      },
    ],
  });
});

test("people are those with a role at a property of the caller, and nobody else", async () => {
  const colleague = await addPerson(person.orgId, [[propertyIds[0] ?? 0, "owner"]]);
  await addPerson(person.orgId, [[propertyIds[1] ?? 0, "owner"]]);
  const { data } = await identity.listPeople({ authData: await authDataOf((await logIn()).accessToken) });
  expect(new Set(data.map((p) => p.id))).toEqual(new Set([person.id, colleague.id]));
  expect(Object.keys(data[0] ?? {}).sort()).toEqual(["id", "name"]);
});

test("a credential in the URL is refused by ordinary endpoints", async () => {
  const auth = await authDataOf((await logIn()).accessToken);
  for (const via of ["query", "ticket"] as const) {
    expect(await reasonOf(identity.me({ authData: { ...auth, via } }))).toBe("credential_in_url");
  }
});
