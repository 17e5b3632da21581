import fc from "fast-check";
import { expect, test } from "vitest";
import type { LiveEvent } from "../../lib/realtime/machine/state";
import { type Filters, matches, readFilters } from "./filters";
import { isNewer, type RevenueList, type RevenuePages, rowOf, withRow } from "./finance.live";
import { PAYMENT_MODES, type Revenue, SOURCES } from "./finance-types";

function revenue(n: number, change: Partial<Revenue> = {}): Revenue {
  return {
    id: `0199-${String(n).padStart(4, "0")}`,
    version: 1,
    propertyId: 1,
    amountMinor: 1000 + n,
    currency: "EUR",
    source: "room",
    paymentMode: "cash",
    bankReference: null,
    description: null,
    businessDate: "2026-11-20",
    occurredAt: `2026-11-20T10:00:00.${String(n).padStart(3, "0")}Z`,
    recordedBy: "p1",
    recordedAt: "2026-11-20T10:00:00.000Z",
    reversalOf: null,
    ...change,
  };
}

/** As finance publishes it: the line's fields, of which version, property and time of booking stand in the envelope. */
function eventOf(row: Revenue, change: Partial<LiveEvent> = {}): LiveEvent {
  const { version, propertyId, recordedAt, ...data } = row;
  const entity = { kind: "revenue", id: row.id, version };
  const chain = { seq: 1, channel: `finance/${propertyId}`, n: 1, digest: "d" };
  return {
    ...chain,
    service: "finance",
    id: `e-${row.id}`,
    type: "revenue-recorded",
    v: 1,
    at: recordedAt,
    propertyId,
    entity,
    actorId: "p1",
    data,
    ...change,
  };
}

/** What the server answers to the first pages of a list. */
function load(rows: Revenue[], list: RevenueList, pageSize: number, pageCount: number): RevenuePages {
  const fits = rows.filter((row) => row.propertyId === list.propertyId && matches(list.filters, row) === true);
  const sorted = fits.toSorted((a, b) => (isNewer(a, b) ? -1 : 1));
  const pages = [];
  for (let start = 0; pages.length < pageCount && (start === 0 || start < sorted.length); start += pageSize) {
    const data = sorted.slice(start, start + pageSize);
    const hasMore = start + pageSize < sorted.length;
    pages.push({ data, hasMore, nextCursor: hasMore ? (data.at(-1)?.id ?? null) : null });
  }
  return { pages, pageParams: pages.map(() => undefined) };
}

const flat = (pages: RevenuePages): Revenue[] => pages.pages.flatMap((page) => page.data);

test("an event brings the very line that the server lists", () => {
  const row = revenue(1, { description: "Minibar", bankReference: "R-1", paymentMode: "card", version: 3 });
  expect(rowOf(eventOf(row))).toEqual(row);
});

test.each<[what: string, change: Partial<LiveEvent>, result: "refetch" | null]>([
  ["of another service", { service: "guest" }, null],
  ["of another kind of entity", { entity: { kind: "expense", id: "x", version: 1 } }, null],
  ["of a later version", { v: 2 }, "refetch"],
  ["of a type that is not known", { type: "revenue-reversed" }, "refetch"],
  ["that was erased", { data: null }, "refetch"],
  ["that a later one replaces", { data: null, superseded: true }, null],
  ["with a source that is not known", { data: { ...eventOf(revenue(1)).data, source: "spa" } }, "refetch"],
])("an event %s gives %s", (_what, change, result) => {
  expect(rowOf(eventOf(revenue(1), change))).toBe(result);
});

const rows = fc
  .array(
    fc.record({
      source: fc.constantFrom(...SOURCES),
      paymentMode: fc.constantFrom(...PAYMENT_MODES),
      propertyId: fc.integer({ min: 1, max: 2 }),
      businessDate: fc.constantFrom("2026-11-19", "2026-11-20"),
      second: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.map(({ second, ...change }, n) => revenue(n, { ...change, occurredAt: `2026-11-20T10:00:0${second}.000Z` })),
  );

const filters: fc.Arbitrary<Filters> = fc.record(
  {
    source: fc.constantFrom(...SOURCES),
    paymentMode: fc.constantFrom(...PAYMENT_MODES),
    from: fc.constant("2026-11-20"),
    to: fc.constant("2026-11-19"),
  },
  { requiredKeys: [] },
);

test("a stale snapshot and the events since equal a fresh snapshot, as far as it is loaded", () => {
  fc.assert(
    fc.property(
      rows,
      filters,
      fc.nat(40),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      (all, narrowed, k, size, count) => {
        const list: RevenueList = { propertyId: 1, filters: narrowed };
        // Events repeat what the snapshot holds already: they overlap.
        const stale = load(all.slice(0, k), list, size, count);
        const patched = all
          .slice(Math.max(0, k - 3))
          .reduce<RevenuePages>((pages, row) => withRow(pages, list, row) as RevenuePages, stale);
        const fresh = flat(load(all, list, size, 100));
        const isWhole = stale.pages.at(-1)?.hasMore === false;
        expect(flat(patched)).toEqual(isWhole ? fresh : fresh.slice(0, flat(patched).length));
        expect(flat(patched).length).toBeGreaterThanOrEqual(flat(stale).length);
      },
    ),
  );
});

test("a higher version of a line replaces it, a lower one does not", () => {
  const list: RevenueList = { propertyId: 1, filters: {} };
  const pages = load([revenue(1, { version: 2 })], list, 10, 1);
  expect(withRow(pages, list, revenue(1, { version: 1, description: "old" }))).toBe(pages);
  expect(
    flat(withRow(pages, list, revenue(1, { version: 3, description: "new" })) as RevenuePages)[0]?.description,
  ).toBe("new");
});

test("a list with a search is fetched anew, unless the line cannot belong there", () => {
  const pages = load([], { propertyId: 1, filters: {} }, 10, 1);
  expect(withRow(pages, { propertyId: 1, filters: { q: "mini" } }, revenue(1))).toBe("refetch");
  expect(withRow(pages, { propertyId: 1, filters: { q: "mini", source: "fnb" } }, revenue(1))).toBe(pages);
});

test("a link with unknown or broken filters still opens", () => {
  expect(
    readFilters({ source: "room", paymentMode: "shells", from: "2026-13-40", to: "2026-11-20", q: 42, extra: 1 }),
  ).toEqual({
    source: "room",
    to: "2026-11-20",
    q: "42",
  });
});
