import { finance } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import type { Role } from "../../identity/contract/permissions";
import { ROLE_PERMISSIONS } from "../../identity/contract/roles";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { callerAt, reasonOf } from "../__tests__/callers";
import { pool } from "../store/db";

let cashier: AuthData;
let manager: AuthData;
const propertyId = 1;

const personWith = (role: Role, orgId = newId(), at = propertyId): AuthData =>
  callerAt([at], orgId, [...ROLE_PERMISSIONS[role]]);

beforeEach(() => {
  clock.stopAt(new Date("2026-11-20T18:30:00.000Z"));
  cashier = personWith("cashier");
  manager = personWith("manager", cashier.orgId);
});
afterEach(() => clock.run());
afterAll(() => pool.end());

const open = (more: object = {}, authData = cashier) =>
  finance.openCashSession({ propertyId, floatMinor: 20_000, ...more }, { authData });
const count = (id: string, countedMinor: number, authData = cashier, version = 1) =>
  finance.countCashSession({ id, version, countedMinor }, { authData });
const close = (id: string, more: object = {}, authData = cashier) =>
  finance.closeCashSession({ id, version: 2, ...more }, { authData });
const get = (id: string, authData = cashier) => finance.getCashSession({ id }, { authData });
const take = (more: object = {}, authData = cashier) =>
  finance.recordRevenue({ propertyId, amount: 10, ...more }, { authData });
const spend = (amount: number, more: object = {}) =>
  finance.submitExpense({ propertyId, vendor: "Taxi", amount, ...more }, { authData: cashier });

async function events(): Promise<string[]> {
  const { rows } = await pool.query<{ said: string }>(
    `SELECT concat_ws(' ', event -> 'entity' ->> 'version', event -> 'data' ->> 'state', event -> 'data' ->> 'expectedMinor') AS said
     FROM outbox WHERE org_id = $1 AND event ->> 'type' = 'cash-session-changed' ORDER BY id`,
    [cashier.orgId],
  );
  return rows.map(({ said }) => said);
}

describe("[F13] a cash session", () => {
  test("has what its cashier takes and pays in cash while it is open, and nothing else", async () => {
    await take();
    const { id } = await open();
    const line = await take({ amount: 100 });
    await take({ amount: 7, paymentMode: "card" });
    await take({ amount: 8, currency: "GBP" });
    await take({ amount: 9 }, manager);
    await spend(12);
    const rejected = await spend(50);
    await finance.stepExpense(
      { id: rejected.id, step: "reject", version: 1, reason: "private" },
      { authData: manager },
    );
    await finance.reverseRevenue({ id: line.id, reason: "booked twice" }, { authData: manager });
    const counted = await count(id, 28_800);
    await take({ amount: 1 });
    expect(counted).toMatchObject({ state: "counted", expectedMinor: 28_800, varianceMinor: 0 });
    expect(await get(id)).toEqual({
      session: counted,
      flows: [
        { flow: "paid_out", count: 1, amountMinor: -1200 },
        { flow: "taken", count: 1, amountMinor: 10_000 },
      ],
    });
  });

  test("has what is taken back there: cash that is given back, and expenses that return", async () => {
    const line = await take({ amount: 30 });
    const expense = await spend(4);
    for (const [i, step] of (["approve", "post"] as const).entries())
      await finance.stepExpense({ id: expense.id, step, version: i + 1 }, { authData: manager });
    const { id } = await open({}, manager);
    await finance.reverseRevenue({ id: line.id, reason: "booked twice" }, { authData: manager });
    const back = { id: expense.id, step: "reverse", version: 3, reason: "paid twice" } as const;
    await finance.stepExpense(back, { authData: manager });
    expect(await count(id, 17_400, manager)).toMatchObject({ expectedMinor: 17_400 });
    expect((await get(id)).flows).toEqual([
      { flow: "given_back", count: 1, amountMinor: -3000 },
      { flow: "returned", count: 1, amountMinor: 400 },
    ]);
  });

  test("is one of a person and property, of many who open at once, and once per key", async () => {
    const reasons = await Promise.all([1, 2, 3, 4].map(() => reasonOf(open())));
    expect(reasons.toSorted()).toEqual([...Array<string>(3).fill("drawer_open"), "no error"]);
    await open({}, manager);
    const idempotencyKey = newId();
    const clerk = personWith("clerk", cashier.orgId);
    const [one, two] = await Promise.all([open({ idempotencyKey }, clerk), open({ idempotencyKey }, clerk)]);
    expect(one).toEqual(two);
    expect(await reasonOf(open({ idempotencyKey, floatMinor: 1 }, clerk))).toBe("idempotency_key_reused");
    expect(await reasonOf(open({}, personWith("housekeeper", cashier.orgId)))).toBe("permission_missing");
    expect(await reasonOf(open({ floatMinor: -1 }, personWith("clerk", cashier.orgId)))).toBe("request_invalid");
  });

  test("of another organisation or property, unknown and malformed ids are answered alike", async () => {
    const { id } = await open();
    for (const stranger of [personWith("owner"), personWith("owner", cashier.orgId, 2)]) {
      expect(await reasonOf(get(id, stranger))).toBe("cash_session_not_found");
      expect(await reasonOf(count(id, 1, stranger))).toBe("cash_session_not_found");
      expect(await reasonOf(close(id, {}, stranger))).toBe("cash_session_not_found");
      expect(await reasonOf(open({ propertyId: 3 }, stranger))).toBe("property_not_found");
    }
    for (const unknown of [newId(), "no id"]) expect(await reasonOf(get(unknown))).toBe("cash_session_not_found");
  });
});

describe("[F14] a count", () => {
  test("is blind: neither the session nor its events tell before what had to be there", async () => {
    const { id } = await open();
    await take();
    expect(await get(id, manager)).toMatchObject({ session: { expectedMinor: null, varianceMinor: null }, flows: [] });
    await count(id, 20_900);
    await close(id);
    expect(await events()).toEqual(["1 open", "2 counted 21000", "3 closed 21000"]);
  });

  test("is done once, by the cashier or somebody who may approve, beside bookings that each belong to it or not", async () => {
    const { id } = await open();
    expect(await reasonOf(count(id, 1, personWith("clerk", cashier.orgId)))).toBe("permission_missing");
    expect(await reasonOf(count(id, -1))).toBe("request_invalid");
    const lines = Array.from({ length: 10 }, () => take({ amountMinor: 100, amount: undefined }));
    const counts = [1, 2, 3].map(() => reasonOf(count(id, 20_000)));
    await Promise.all(lines);
    expect((await Promise.all(counts)).toSorted()).toEqual(["no error", "version_conflict", "version_conflict"]);
    const { rows } = await pool.query<{ sum: number }>(
      `SELECT coalesce(sum(amount_minor), 0)::bigint AS sum FROM revenue WHERE cash_session_id = $1`,
      [id],
    );
    expect((await get(id)).session).toMatchObject({ expectedMinor: 20_000 + (rows[0]?.sum ?? 0) });
    expect(await reasonOf(count(id, 1, cashier, 2))).toBe("step_not_possible");
    expect((await open()).state).toBe("open");
  });

  test("[F5] and an acceptance are taken once per key, and a repeat gets the first answer", async () => {
    const { id } = await open();
    const [key, other] = [newId(), newId()];
    const keyed = { id, version: 1, countedMinor: 20_000, idempotencyKey: key };
    const [one, two] = await Promise.all([1, 2].map(() => finance.countCashSession(keyed, { authData: cashier })));
    expect(one).toEqual(two);
    const closed = await close(id, { idempotencyKey: other });
    expect(await close(id, { idempotencyKey: other })).toEqual(closed);
    expect(await finance.countCashSession(keyed, { authData: cashier })).toEqual(one);
    expect(await reasonOf(close(id, { idempotencyKey: other, reason: "why" }))).toBe("idempotency_key_reused");
  });
});

describe("[F15] a variance", () => {
  test("above the cashier's limit is accepted by somebody else, with a reason, and then stays", async () => {
    const { id } = await open();
    expect(await reasonOf(finance.closeCashSession({ id, version: 1 }, { authData: cashier }))).toBe(
      "step_not_possible",
    );
    await count(id, 19_499);
    expect(await reasonOf(close(id, { reason: "I miscounted" }))).toBe("variance_above_limit");
    expect(await reasonOf(close(id, {}, personWith("clerk", cashier.orgId)))).toBe("permission_missing");
    expect(await reasonOf(close(id, { version: 1 }, manager))).toBe("version_conflict");
    const closed = await close(id, { reason: "a note was false" }, manager);
    expect(closed).toMatchObject({ state: "closed", varianceMinor: -501, closedBy: manager.userID });
    expect(await reasonOf(close(id, { version: 3, reason: "again" }, manager))).toBe("step_not_possible");
    await expect(pool.query(`UPDATE cash_session SET reason = null WHERE id = $1`, [id])).rejects.toThrow("F14");
  });
});

test("[F13] sessions are listed newest first, by state, cashier and day, in pages", async () => {
  const made: string[] = [];
  for (const [i, person] of [cashier, manager, personWith("clerk", cashier.orgId)].entries()) {
    clock.stopAt(new Date(Date.parse("2026-11-20T18:30:00.000Z") + i * 1000));
    made.push((await open({}, person)).id);
  }
  const [first, second, third] = made;
  const list = (query: object = {}) => finance.listCashSessions({ propertyId, ...query }, { authData: cashier });
  const ids = async (query: object = {}) => (await list(query)).data.map(({ id }) => id);
  expect(await ids()).toEqual([third, second, first]);
  expect(await ids({ cashierId: manager.userID })).toEqual([second]);
  expect(await ids({ to: "2026-11-19" })).toEqual([]);
  await count(String(first), 20_000);
  expect(await ids({ state: "counted" })).toEqual([first]);
  const page = await list({ limit: 2 });
  expect(await ids({ cursor: page.nextCursor })).toEqual([first]);
  expect(await reasonOf(ids({ cursor: "nonsense" }))).toBe("cursor_invalid");
  expect(await reasonOf(ids({ cashierId: "nobody" }))).toBe("request_invalid");
});
