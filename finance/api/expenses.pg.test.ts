import { finance } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import type { Role } from "../../identity/contract/permissions";
import { ROLE_PERMISSIONS } from "../../identity/contract/roles";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { callerAt, reasonOf } from "../__tests__/callers";
import type { Expense, ExpenseStepName } from "../contract/types";
import { pool } from "../store/db";

let clerk: AuthData;
let manager: AuthData;
let owner: AuthData;

const personWith = (role: Role, orgId = newId(), propertyId = 1): AuthData =>
  callerAt([propertyId], orgId, [...ROLE_PERMISSIONS[role]]);

beforeEach(() => {
  clock.stopAt(new Date("2026-11-20T18:30:00.000Z"));
  clerk = personWith("clerk");
  [manager, owner] = [personWith("manager", clerk.orgId), personWith("owner", clerk.orgId)];
});
afterEach(() => clock.run());
afterAll(() => pool.end());

const submit = (more: object = {}, authData = clerk) =>
  finance.submitExpense({ propertyId: 1, vendor: "Linen and more", amount: 240, ...more }, { authData });
const step = (id: string, name: ExpenseStepName, version: number, authData: AuthData, reason?: string, key?: string) =>
  finance.stepExpense(
    { id, step: name, version, ...(reason && { reason }), ...(key && { idempotencyKey: key }) },
    { authData },
  );
const list = async (query: object = {}): Promise<Expense[]> =>
  (await finance.listExpenses({ propertyId: 1, ...query }, { authData: clerk })).data;

async function events(): Promise<string[]> {
  const { rows } = await pool.query<{ said: string }>(
    `SELECT concat_ws(' ', event ->> 'type', event -> 'data' ->> 'state', event -> 'entity' ->> 'version') AS said
     FROM outbox WHERE org_id = $1 ORDER BY id`,
    [clerk.orgId],
  );
  return rows.map(({ said }) => said);
}

describe("[F7] an expense", () => {
  test("goes from submission to the books, and each step is an event with the row", async () => {
    const submitted = await submit({
      taxMinor: 4488,
      category: "supplies",
      paymentMode: "bank",
      bankReference: "TRF-1",
    });
    expect(submitted).toMatchObject({
      amountMinor: 24_000,
      state: "submitted",
      businessDate: "2026-11-20",
      version: 1,
    });
    const { id } = submitted;
    expect(await step(id, "approve", 1, manager)).toMatchObject({ state: "approved", decidedBy: manager.userID });
    const posted = await step(id, "post", 2, manager);
    expect(await finance.getExpense({ id }, { authData: clerk })).toEqual(posted);
    expect(await events()).toEqual(["submitted 1", "approved 2", "posted 3"].map((said) => `expense-changed ${said}`));
  });

  test("names everything that is wrong with it at once, and makes no event", async () => {
    const wrong = { vendor: " ", amount: -1, taxMinor: 7, bankReference: "x", businessDate: "2026-11-21" };
    const err = await submit(wrong).catch((e: { details: { errors: { path: string }[] } }) => e);
    const { errors } = (err as { details: { errors: { path: string }[] } }).details;
    expect(errors.map(({ path }) => path).sort()).toEqual([
      "amount",
      "bankReference",
      "businessDate",
      "taxMinor",
      "vendor",
    ]);
    expect(await reasonOf(submit({ receiptFileId: "no id" }))).toBe("request_invalid");
    expect(await events()).toEqual([]);
  });

  test("is submitted once per key", async () => {
    const idempotencyKey = newId();
    const [one, two] = await Promise.all([submit({ idempotencyKey }), submit({ idempotencyKey })]);
    expect(one).toEqual(two);
    expect(await list()).toHaveLength(1);
    expect(await reasonOf(submit({ idempotencyKey, amount: 1 }))).toBe("idempotency_key_reused");
  });

  test("of another organisation or property, unknown and malformed ids are answered alike", async () => {
    const { id } = await submit();
    for (const authData of [personWith("owner"), personWith("owner", clerk.orgId, 2)]) {
      expect(await reasonOf(finance.getExpense({ id }, { authData }))).toBe("expense_not_found");
      expect(await reasonOf(step(id, "approve", 1, authData))).toBe("expense_not_found");
      expect(await reasonOf(finance.listExpenses({ propertyId: 3 }, { authData }))).toBe("property_not_found");
    }
    expect(await reasonOf(finance.getExpense({ id: "no id" }, { authData: clerk }))).toBe("expense_not_found");
    expect(await reasonOf(submit({}, personWith("housekeeper", clerk.orgId)))).toBe("permission_missing");
  });
});

describe("[F8] a decision", () => {
  test("is somebody else's, within their limit, and a rejection says why", async () => {
    const { id } = await submit({ amount: 1000.01 });
    expect(await reasonOf(step(id, "approve", 1, clerk))).toBe("permission_missing");
    expect(await reasonOf(step(id, "approve", 1, manager))).toBe("expense_above_limit");
    expect(await reasonOf(step(id, "reject", 1, manager))).toBe("request_invalid");
    expect(await step(id, "approve", 1, owner)).toMatchObject({ state: "approved" });
    const own = await submit({}, owner);
    expect(await reasonOf(step(own.id, "approve", 1, owner))).toBe("expense_own");
    const atLimit = await submit({ amount: 1000 });
    expect(await step(atLimit.id, "approve", 1, manager)).toMatchObject({ state: "approved" });
    const foreign = await submit({ amount: 1, currency: "INR" });
    expect(await reasonOf(step(foreign.id, "approve", 1, manager))).toBe("expense_above_limit");
    expect(await step(foreign.id, "reject", 1, manager, "no receipt")).toMatchObject({ reason: "no receipt" });
  });

  test("holds for what is posted and taken back as well: within one's limit, and never one's own", async () => {
    const { id } = await submit({ amount: 50_000 }, manager);
    await step(id, "approve", 1, owner);
    const deputy = personWith("manager", clerk.orgId);
    expect(await reasonOf(step(id, "post", 2, manager))).toBe("expense_own");
    expect(await reasonOf(step(id, "post", 2, deputy))).toBe("expense_above_limit");
    await step(id, "post", 2, owner);
    expect(await reasonOf(step(id, "reverse", 3, manager, "paid twice"))).toBe("expense_own");
    expect(await reasonOf(step(id, "reverse", 3, deputy, "paid twice"))).toBe("expense_above_limit");
    expect(await step(id, "reverse", 3, owner, "paid twice")).toMatchObject({ state: "reversed" });
  });

  test("[F5] is taken once per key, and a repeat gets the first answer", async () => {
    const { id } = await submit();
    const key = newId();
    const [one, two] = await Promise.all([1, 2].map(() => step(id, "approve", 1, manager, undefined, key)));
    expect(one).toEqual(two);
    await step(id, "post", 2, manager);
    expect(await step(id, "approve", 1, manager, undefined, key)).toEqual(one);
    expect(await reasonOf(step(id, "reverse", 3, manager, "why", key))).toBe("idempotency_key_reused");
    expect(await reasonOf(step(id, "approve", 1, clerk, undefined, key))).toBe("permission_missing");
  });

  test("is one of many that come at once", async () => {
    const { id } = await submit();
    const reasons = await Promise.all([1, 2, 3, 4].map(() => reasonOf(step(id, "approve", 1, manager))));
    expect(reasons.toSorted()).toEqual(["no error", ...Array<string>(3).fill("version_conflict")]);
    expect(await reasonOf(step(id, "reverse", 2, manager, "why"))).toBe("step_not_possible");
  });
});

describe("[F9] a posted expense", () => {
  test("is taken back once, by a further line", async () => {
    const { id } = await submit();
    await step(id, "approve", 1, manager);
    await step(id, "post", 2, manager);
    expect(await reasonOf(step(id, "reverse", 3, manager))).toBe("request_invalid");
    const reasons = await Promise.all([1, 2, 3].map(() => reasonOf(step(id, "reverse", 3, manager, "paid twice"))));
    expect(reasons.filter((reason) => reason === "no error")).toHaveLength(1);
    const reversals = (await list()).filter(({ reversalOf }) => reversalOf === id);
    expect(reversals).toEqual([
      expect.objectContaining({ state: "posted", amountMinor: 24_000, reason: "paid twice" }),
    ]);
    expect(await finance.getExpense({ id }, { authData: clerk })).toMatchObject({
      state: "reversed",
      amountMinor: 24_000,
    });
    expect(await reasonOf(step(String(reversals[0]?.id), "reverse", 1, manager, "x"))).toBe("reversal_final");
    const change = pool.query(`UPDATE expense SET amount_minor = 1 WHERE org_id = $1`, [clerk.orgId]);
    await expect(change).rejects.toThrow("F9");
    await expect(pool.query(`DELETE FROM expense WHERE org_id = $1`, [clerk.orgId])).rejects.toThrow("F9");
  });
});

test("[F7] expenses are listed newest first, by state, category, day and text, in pages", async () => {
  const made: string[] = [];
  for (const [i, more] of [
    { category: "wages" },
    { vendor: "Water works" },
    { businessDate: "2026-11-19" },
  ].entries()) {
    clock.stopAt(new Date(Date.parse("2026-11-20T18:30:00.000Z") + i * 1000));
    made.push((await submit(more)).id);
  }
  const [wages, water, earlier] = made;
  const ids = async (query: object) => (await list(query)).map(({ id }) => id);
  expect(await ids({})).toEqual([earlier, water, wages]);
  expect(await ids({ category: "wages" })).toEqual([wages]);
  expect(await ids({ q: "water" })).toEqual([water]);
  expect(await ids({ to: "2026-11-19" })).toEqual([earlier]);
  await step(String(water), "approve", 1, manager);
  expect(await ids({ state: "approved" })).toEqual([water]);
  await submit({}, manager);
  expect(await ids({ submittedBy: clerk.userID })).toEqual([earlier, water, wages]);
  const limits = await Promise.all(
    [clerk, manager, owner].map((authData) => finance.listExpenses({ propertyId: 1 }, { authData })),
  );
  expect(limits.map(({ approvalLimitMinor }) => approvalLimitMinor)).toEqual([0, 100_000, null]);
  const page = await finance.listExpenses({ propertyId: 1, limit: 3 }, { authData: clerk });
  expect(await ids({ cursor: page.nextCursor })).toEqual([wages]);
  expect(await reasonOf(ids({ cursor: "nonsense" }))).toBe("cursor_invalid");
});
