import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_AMOUNT_MINOR } from "../../platform/money";
import { financeEvent } from "../contract/events.schema";
import { type Booking, decideRevenue, type RevenueRequest, revenueRecorded } from "./revenue";

const LINE = "01950000-0000-7000-8000-000000000001";
const EVENT = "01950000-0000-7000-8000-000000000002";
const PERSON = "01950000-0000-7000-8000-000000000003";

/** Half past one at night in Lisbon on the 21st; the evening of the 20th is still open. */
const booking: Booking = {
  id: LINE,
  now: new Date("2026-11-21T01:30:00.000Z"),
  personId: PERSON,
  property: { timeZone: "Europe/Lisbon", currency: "EUR", businessDate: "2026-11-20", closedThrough: null },
};
const request = (over: Partial<RevenueRequest> = {}): RevenueRequest => ({ propertyId: 1, amount: 10, ...over });

function book(over: Partial<RevenueRequest>, at: Partial<Booking> = {}): Record<string, unknown> {
  const outcome = decideRevenue(request(over), { ...booking, ...at });
  return outcome.ok ? { ...outcome.value } : { errors: outcome.errors?.map((e) => `${e.path} ${e.code}`) };
}

test("amount and property suffice: source other, cash, the property's currency, now, on the open day", () => {
  expect(book({ amount: 10000 })).toEqual({
    id: LINE,
    version: 1,
    propertyId: 1,
    amountMinor: 1_000_000,
    currency: "EUR",
    source: "other",
    paymentMode: "cash",
    bankReference: null,
    description: null,
    businessDate: "2026-11-20",
    occurredAt: "2026-11-21T01:30:00.000Z",
    recordedBy: PERSON,
    recordedAt: "2026-11-21T01:30:00.000Z",
    reversalOf: null,
  });
});

describe("[F3] the amount", () => {
  const nothing = { amount: undefined } as unknown as Partial<RevenueRequest>;
  test.each<[given: Partial<RevenueRequest>, taken: Record<string, unknown>]>([
    [{ amount: 12.34 }, { amountMinor: 1234, currency: "EUR" }],
    [
      { amount: 1234, currency: "JPY" },
      { amountMinor: 1234, currency: "JPY" },
    ],
    [{ amount: 1.234, currency: "KWD" }, { amountMinor: 1234 }],
    [{ ...nothing, amountMinor: 1234 }, { amountMinor: 1234 }],
    [{ ...nothing, amountMinor: MAX_AMOUNT_MINOR }, { amountMinor: MAX_AMOUNT_MINOR }],
    [nothing, { errors: ["amount missing"] }],
    [{ amountMinor: 1000 }, { errors: ["amountMinor ambiguous"] }],
    [{ amount: 0 }, { errors: ["amount not_positive"] }],
    [{ amount: -5 }, { errors: ["amount not_positive"] }],
    [{ amount: 1.005 }, { errors: ["amount too_many_decimals"] }],
    [{ amount: 1.5, currency: "JPY" }, { errors: ["amount too_many_decimals"] }],
    [{ ...nothing, amountMinor: 1.5 }, { errors: ["amountMinor too_many_decimals"] }],
    [{ amount: 1e15 }, { errors: ["amount too_large"] }],
    [{ ...nothing, amountMinor: MAX_AMOUNT_MINOR + 1 }, { errors: ["amountMinor too_large"] }],
    [{ currency: "XXQ" }, { errors: ["currency unknown"] }],
    [{ currency: "eur" }, { errors: ["currency unknown"] }],
  ])("%j gives %j", (given, taken) => {
    expect(book(given)).toMatchObject(taken);
  });
});

describe("[F4] when it happened and the day it counts for", () => {
  const at = (occurredAt: string, businessDate: string): Record<string, unknown> => ({ occurredAt, businessDate });
  test.each<[name: string, given: Partial<RevenueRequest>, taken: Record<string, unknown>]>([
    [
      "after midnight counts for the open day",
      { occurredAt: "2026-11-21T00:10:00Z" },
      at("2026-11-21T00:10:00.000Z", "2026-11-20"),
    ],
    [
      "an earlier day keeps its local day",
      { occurredAt: "2026-11-18T23:59:00Z" },
      at("2026-11-18T23:59:00.000Z", "2026-11-18"),
    ],
    [
      "an offset is an instant like any",
      { occurredAt: "2026-11-18T08:00:00+05:30" },
      at("2026-11-18T02:30:00.000Z", "2026-11-18"),
    ],
    [
      "an instant as transactionDate is taken as occurredAt",
      { transactionDate: "2026-11-18T10:00:00Z" },
      at("2026-11-18T10:00:00.000Z", "2026-11-18"),
    ],
    [
      "a past day is booked at its noon",
      { transactionDate: "2026-07-01" },
      at("2026-07-01T11:00:00.000Z", "2026-07-01"),
    ],
    ["today's date is booked now", { transactionDate: "2026-11-21" }, at("2026-11-21T01:30:00.000Z", "2026-11-21")],
    ["tomorrow is booked now", { transactionDate: "2026-11-22" }, at("2026-11-21T01:30:00.000Z", "2026-11-22")],
    [
      "both are too many",
      { occurredAt: "2026-11-20T10:00:00Z", transactionDate: "2026-11-20" },
      { errors: ["transactionDate ambiguous"] },
    ],
    ["a day that is none", { transactionDate: "2026-02-31" }, { errors: ["transactionDate not_a_date"] }],
    ["an instant that is none", { occurredAt: "2026-02-31T00:00:00Z" }, { errors: ["occurredAt not_a_date"] }],
    ["an instant without a zone", { occurredAt: "2026-11-20T10:00:00" }, { errors: ["occurredAt not_a_date"] }],
    ["a date as occurredAt", { occurredAt: "2026-11-20" }, { errors: ["occurredAt not_a_date"] }],
    ["text", { transactionDate: "yesterday" }, { errors: ["transactionDate not_a_date"] }],
    ["more than a day ahead", { occurredAt: "2026-11-22T01:30:01Z" }, { errors: ["occurredAt in_the_future"] }],
    ["a date in two days", { transactionDate: "2026-11-23" }, { errors: ["transactionDate in_the_future"] }],
    ["two years and a day ago", { occurredAt: "2024-11-20T01:30:00Z" }, { errors: ["occurredAt too_long_ago"] }],
    ["the first day of the calendar", { transactionDate: "0001-01-01" }, { errors: ["transactionDate too_long_ago"] }],
  ])("%s", (_name, given, taken) => {
    expect(book(given)).toMatchObject(taken);
  });

  test("the local day is that of the property's zone", () => {
    const property = { timeZone: "Asia/Kolkata", currency: "INR", businessDate: "2026-11-21", closedThrough: null };
    expect(book({ occurredAt: "2026-11-20T19:00:00Z" }, { property })).toMatchObject({
      businessDate: "2026-11-21",
      currency: "INR",
    });
    expect(book({ occurredAt: "2026-11-20T18:00:00Z" }, { property })).toMatchObject({ businessDate: "2026-11-20" });
  });
});

describe("texts", () => {
  test.each<[given: Partial<RevenueRequest>, taken: Record<string, unknown>]>([
    [{ description: "  Room 204 " }, { description: "Room 204" }],
    [{ description: " " }, { description: null }],
    [{ description: "x".repeat(501) }, { errors: ["description too_long"] }],
    [{ description: "a\0b" }, { errors: ["description not_printable"] }],
    [{ paymentMode: "bank", bankReference: "TRF-1" }, { bankReference: "TRF-1" }],
    [{ paymentMode: "upi", bankReference: "x".repeat(65) }, { errors: ["bankReference too_long"] }],
    [{ bankReference: "TRF-1" }, { errors: ["bankReference not_allowed"] }],
    [{ paymentMode: "ota", bankReference: "TRF-1" }, { errors: ["bankReference not_allowed"] }],
    [{ bankReference: " " }, { bankReference: null }],
  ])("%j gives %j", (given, taken) => {
    expect(book(given)).toMatchObject(taken);
  });
});

test("everything that is wrong is named at once", () => {
  expect(book({ amount: -1, occurredAt: "x", description: "\0", bankReference: "TRF-1" })).toEqual({
    errors: ["amount not_positive", "occurredAt not_a_date", "description not_printable", "bankReference not_allowed"],
  });
});

const anyRequest = fc.record(
  {
    propertyId: fc.integer({ min: 1, max: 2 ** 31 }),
    amount: fc.double({ min: 0.01, max: 1e10, noNaN: true }).map((n) => Math.round(n * 100) / 100),
    source: fc.constantFrom("room", "fnb", "addon", "other"),
    paymentMode: fc.constantFrom("cash", "card", "bank", "upi", "ota", "credit"),
    description: fc.string({ unit: "binary", maxLength: 510 }),
    bankReference: fc.string({ maxLength: 70 }),
    occurredAt: fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
  },
  { requiredKeys: ["propertyId", "amount"] },
);

test("[F1] whatever is booked makes an event that keeps its contract", () => {
  fc.assert(
    fc.property(anyRequest, (given) => {
      const outcome = decideRevenue(given as RevenueRequest, booking);
      fc.pre(outcome.ok);
      const event = revenueRecorded(outcome.value, EVENT);
      expect(financeEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    }),
    { numRuns: 250 },
  );
});

test("whatever is refused names what is wrong", () => {
  fc.assert(
    fc.property(anyRequest, (given) => {
      const outcome = decideRevenue(given as RevenueRequest, booking);
      fc.pre(!outcome.ok);
      expect(outcome.errors?.length).toBeGreaterThan(0);
    }),
    { numRuns: 250 },
  );
});
