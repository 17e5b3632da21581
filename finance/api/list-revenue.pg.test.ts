import { finance } from "~encore/clients";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { callerAt, reasonOf } from "../__tests__/callers";
import type { Revenue } from "../contract/types";
import { pool } from "../store/db";
import { insertRevenue } from "../store/revenue.store";

let caller: AuthData;
let lines: Revenue[];

const line = (over: Partial<Revenue>): Revenue => ({
  id: newId(),
  version: 1,
  propertyId: 1,
  amountMinor: 100,
  currency: "EUR",
  source: "room",
  paymentMode: "card",
  bankReference: null,
  description: null,
  businessDate: "2026-11-20",
  occurredAt: "2026-11-20T10:00:00.000Z",
  recordedBy: newId(),
  recordedAt: "2026-11-20T10:00:00.000Z",
  reversalOf: null,
  ...over,
});
/** Newest first: by the instant, then by id. */
const inOrder = (list: Revenue[]): string[] =>
  [...list].sort((a, b) => (a.occurredAt + a.id < b.occurredAt + b.id ? 1 : -1)).map((l) => l.id);

beforeAll(async () => {
  caller = callerAt([1]);
  const moments = ["2026-11-20T10:00:00.000Z", "2026-11-20T10:00:00.001Z", "2026-11-19T23:59:59.999Z"];
  lines = Array.from({ length: 125 }, (_, i) => {
    const occurredAt = moments[i % 3] ?? "";
    return line({
      occurredAt,
      businessDate: occurredAt.slice(0, 10),
      amountMinor: i + 1,
      source: i % 5 === 0 ? "fnb" : "room",
    });
  });
  lines.push(
    line({
      description: "Bar 100% off_peak",
      paymentMode: "cash",
      businessDate: "2026-11-01",
      occurredAt: "2026-11-01T10:00:00.000Z",
    }),
    line({
      bankReference: "TRF-77",
      paymentMode: "bank",
      currency: "USD",
      businessDate: "2026-11-02",
      occurredAt: "2026-11-02T10:00:00.000Z",
    }),
  );
  await inTx(pool, (tx) => insertRevenue(tx, caller.orgId, lines));
  await inTx(pool, (tx) => insertRevenue(tx, caller.orgId, [line({ propertyId: 2 })]));
  await inTx(pool, (tx) => insertRevenue(tx, newId(), [line({})]));
});
afterAll(() => pool.end());

type Filter = Omit<Parameters<typeof finance.listRevenue>[0], "propertyId">;
const list = (filter: Filter = {}, propertyId = 1) =>
  finance.listRevenue({ propertyId, ...filter }, { authData: caller });

test.each([1, 7, 50, 100])(
  "pages of %i lead through all lines of the property, newest first, each once",
  async (limit) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.data.length).toBe(Math.min(limit, lines.length - seen.length));
      expect(page.hasMore).toBe(page.nextCursor !== null);
      seen.push(...page.data.map((l) => l.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(inOrder(lines));
  },
);

test("a page has 50 lines unless asked otherwise, and 100 at most", async () => {
  expect((await list()).data).toHaveLength(50);
  expect(await reasonOf(list({ limit: 101 }))).toBe("invalid_argument");
  expect(await reasonOf(list({ limit: 0 }))).toBe("invalid_argument");
  expect(await reasonOf(list({ limit: 1.5 }))).toBe("request_invalid");
});

test("a line that is booked between two pages moves none of the following", async () => {
  const org = callerAt([1]);
  const own = Array.from({ length: 6 }, (_, i) => line({ occurredAt: `2026-11-20T10:00:0${i}.000Z` }));
  await inTx(pool, (tx) => insertRevenue(tx, org.orgId, own));
  const first = await finance.listRevenue({ propertyId: 1, limit: 3 }, { authData: org });
  await inTx(pool, (tx) => insertRevenue(tx, org.orgId, [line({ occurredAt: "2026-11-20T11:00:00.000Z" })]));
  const second = await finance.listRevenue(
    { propertyId: 1, limit: 3, cursor: first.nextCursor ?? "" },
    { authData: org },
  );
  expect([...first.data, ...second.data].map((l) => l.id)).toEqual(inOrder(own));
});

describe("filters", () => {
  const ids = async (filter: Filter): Promise<string[]> =>
    (await list({ limit: 100, ...filter })).data.map((l) => l.id);
  const which = (keep: (l: Revenue) => boolean): string[] => inOrder(lines.filter(keep)).slice(0, 100);

  test.each<[filter: Filter, keep: (l: Revenue) => boolean]>([
    [{ from: "2026-11-20" }, (l) => l.businessDate >= "2026-11-20"],
    [{ to: "2026-11-02" }, (l) => l.businessDate <= "2026-11-02"],
    [{ from: "2026-11-02", to: "2026-11-19" }, (l) => l.businessDate >= "2026-11-02" && l.businessDate <= "2026-11-19"],
    [{ source: "fnb" }, (l) => l.source === "fnb"],
    [{ paymentMode: "cash" }, (l) => l.paymentMode === "cash"],
    [{ q: "bar" }, (l) => l.description !== null],
    [{ q: "100%" }, (l) => l.description !== null],
    [{ q: "f_p" }, (l) => l.description !== null],
    [{ q: "trf-7" }, (l) => l.bankReference !== null],
    [{ q: "%" }, (l) => l.description !== null],
    [{ q: "\\" }, () => false],
    [{ q: "\0" }, () => false],
    [{ q: "" }, () => true],
  ])("%j", async (filter, keep) => {
    expect(await ids(filter)).toEqual(which(keep));
  });

  test.each(["yesterday", "2026-02-31", "0000-01-01", "2026-1-1"])("%j is no day", async (from) => {
    expect(await reasonOf(list({ from }))).toBe("request_invalid");
  });

  test.each([
    "abc",
    "",
    "WyJhIl0",
    Buffer.from('["0000-01-01T00:00:00.000Z","01950000-0000-7000-8000-000000000001"]').toString("base64url"),
  ])("%j as cursor is refused, or the start when empty", async (cursor) => {
    expect(await reasonOf(list({ cursor }))).toBe(cursor === "" ? "no error" : "cursor_invalid");
  });
});

test("[F6] the list of a foreign or unknown property is not found", async () => {
  for (const propertyId of [2, 999]) expect(await reasonOf(list({}, propertyId))).toBe("property_not_found");
});

test("totals add up the lines of a business date by source and currency", async () => {
  const { businessDate, totals } = await finance.getRevenueTotals({ propertyId: 1 }, { authData: caller });
  expect(businessDate).toBe("2026-11-20");
  const day = lines.filter((l) => l.businessDate === businessDate);
  const sumOf = (source: string) => day.filter((l) => l.source === source).reduce((sum, l) => sum + l.amountMinor, 0);
  expect(totals).toEqual([
    { source: "fnb", currency: "EUR", amountMinor: sumOf("fnb"), count: day.filter((l) => l.source === "fnb").length },
    {
      source: "room",
      currency: "EUR",
      amountMinor: sumOf("room"),
      count: day.filter((l) => l.source === "room").length,
    },
  ]);
  const other = await finance.getRevenueTotals({ propertyId: 1, businessDate: "2026-11-02" }, { authData: caller });
  expect(other.totals).toEqual([{ source: "room", currency: "USD", amountMinor: 100, count: 1 }]);
});

test("[S4-M01] the list reads no more of a large table than its page", async () => {
  await inTx(pool, async (tx) => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      line({ propertyId: 9, occurredAt: new Date(1_790_000_000_000 + i * 1000).toISOString() }),
    );
    await insertRevenue(tx, caller.orgId, many);
    await tx.query("SELECT pg_stat_force_next_flush()::text");
  });
  const { rows } = await pool.query<{
    "QUERY PLAN": [{ Plan: { "Node Type": string; Plans: [{ "Node Type": string; "Actual Rows": number }] } }];
  }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) SELECT id FROM revenue WHERE org_id = '${caller.orgId}' AND property_id = 9
     ORDER BY occurred_at DESC, id DESC LIMIT 51`,
  );
  const plan = rows[0]?.["QUERY PLAN"][0].Plan;
  expect(plan?.["Node Type"]).toBe("Limit");
  expect(plan?.Plans[0]["Node Type"]).toMatch(/^Index/);
  expect(plan?.Plans[0]["Actual Rows"]).toBe(51);
});
