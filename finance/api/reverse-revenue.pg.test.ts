import { finance } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { ROLE_PERMISSIONS } from "../../identity/contract/roles";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { callerAt, reasonOf } from "../__tests__/callers";
import type { FinanceEvent } from "../contract/events";
import type { Revenue } from "../contract/types";
import { pool } from "../store/db";

let manager: AuthData;
let line: Revenue;

beforeEach(async () => {
  clock.stopAt(new Date("2026-11-20T18:30:00.000Z"));
  manager = callerAt([1], newId(), [...ROLE_PERMISSIONS.manager]);
  const what = { source: "room", paymentMode: "card", bankReference: "POS-1" } as const;
  line = await finance.recordRevenue(
    { propertyId: 1, amount: 120, transactionDate: "2026-11-19", ...what },
    { authData: manager },
  );
});
afterEach(() => clock.run());
afterAll(() => pool.end());

const reverse = (id = line.id, more: object = {}, authData = manager) =>
  finance.reverseRevenue({ id, reason: "booked twice", ...more }, { authData });
const totals = (businessDate: string) =>
  finance.getRevenueTotals({ propertyId: 1, businessDate }, { authData: manager }).then((answer) => answer.totals);

async function events(): Promise<FinanceEvent[]> {
  const { rows } = await pool.query<{ event: FinanceEvent }>(`SELECT event FROM outbox WHERE org_id = $1 ORDER BY id`, [
    manager.orgId,
  ]);
  return rows.map(({ event }) => event);
}

describe("[F2] a line that is taken back", () => {
  test("stays as it is; a further line of the open day has the opposite amount, and says so in its event", async () => {
    const reversal = await reverse();
    expect(reversal).toEqual({
      ...line,
      id: reversal.id,
      amountMinor: -12_000,
      description: "booked twice",
      businessDate: "2026-11-20",
      occurredAt: "2026-11-20T18:30:00.000Z",
      reversalOf: line.id,
    });
    expect(await finance.getRevenue({ id: line.id }, { authData: manager })).toEqual(line);
    expect(await finance.getRevenue({ id: reversal.id }, { authData: manager })).toEqual(reversal);
    const [booked, taken, ...more] = await events();
    expect(more).toEqual([]);
    expect(booked?.data).not.toHaveProperty("reversalOf");
    const data = { id: reversal.id, amountMinor: -12_000, reversalOf: line.id };
    expect(taken).toMatchObject({ type: "revenue-recorded", entity: { id: reversal.id, version: 1 }, data });
  });

  test("counts for its day, and what takes it back for the open one", async () => {
    await finance.recordRevenue({ propertyId: 1, amount: 150, source: "room" }, { authData: manager });
    await reverse();
    expect(await totals("2026-11-19")).toEqual([{ source: "room", currency: "EUR", amountMinor: 12_000, count: 1 }]);
    expect(await totals("2026-11-20")).toEqual([{ source: "room", currency: "EUR", amountMinor: 3000, count: 2 }]);
  });

  test("is so once, by one of many who try, and the further line is final", async () => {
    const reasons = await Promise.all([1, 2, 3, 4].map(() => reasonOf(reverse())));
    expect(reasons.toSorted()).toEqual([...Array<string>(3).fill("already_reversed"), "no error"]);
    const { data } = await finance.listRevenue({ propertyId: 1 }, { authData: manager });
    const reversals = data.filter(({ reversalOf }) => reversalOf === line.id);
    expect(reversals).toHaveLength(1);
    expect(await reasonOf(reverse(String(reversals[0]?.id)))).toBe("reversal_final");
    const twice = pool.query(
      `INSERT INTO revenue SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).* FROM revenue r WHERE reversal_of = $1`,
      [line.id],
    );
    await expect(twice).rejects.toThrow("revenue_reversal_of_key");
  });

  test("by the same key gets the first answer", async () => {
    const more = { idempotencyKey: newId() };
    const first = await reverse(line.id, more);
    expect(await reverse(line.id, more)).toEqual(first);
    expect(await reasonOf(reverse(line.id, { ...more, reason: "another" }))).toBe("idempotency_key_reused");
  });

  test("needs a reason and the permission; foreign, unknown and malformed ids answer alike", async () => {
    expect(await reasonOf(reverse(line.id, { reason: " " }))).toBe("request_invalid");
    const clerk = callerAt([1], manager.orgId, [...ROLE_PERMISSIONS.clerk]);
    expect(await reasonOf(reverse(line.id, {}, clerk))).toBe("permission_missing");
    const owner = [...ROLE_PERMISSIONS.owner];
    for (const stranger of [callerAt([1], newId(), owner), callerAt([2], manager.orgId, owner)])
      expect(await reasonOf(reverse(line.id, {}, stranger))).toBe("revenue_not_found");
    for (const id of [newId(), "no id"]) expect(await reasonOf(reverse(id))).toBe("revenue_not_found");
    expect(await events()).toHaveLength(1);
  });
});
