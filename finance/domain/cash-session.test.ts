import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CashFlowTotal, CashSession } from "../contract/cash-session";
import { decideAcceptance, decideCount, decideOpening, drawerOf } from "./cash-session";
import type { Booking } from "./revenue";

const now = new Date("2026-11-20T19:00:00.000Z");
const property = { timeZone: "Europe/Lisbon", currency: "EUR", businessDate: "2026-11-20", closedThrough: null };
const booking: Booking = { id: "drawer", now, personId: "cashier", property };
const MANAGER = ["finance.cash.handle", "finance.cash.approve"] as const;
const CASHIER = ["finance.cash.handle"] as const;

function opened(floatMinor = 20_000): CashSession {
  const decided = decideOpening({ propertyId: 1, floatMinor }, booking);
  if (!decided.ok) throw new Error(decided.reason);
  return decided.value;
}

/** Counted with this variance. */
function counted(varianceMinor: number): CashSession {
  const decided = decideCount(opened(), 20_000 + varianceMinor, [], { personId: "cashier", now });
  if (!decided.ok) throw new Error(decided.reason);
  return decided.value;
}

describe("[F13] a drawer", () => {
  test("is opened on the open day, with a float in the property's currency and nothing that tells what is expected", () => {
    expect(opened()).toMatchObject({ state: "open", floatMinor: 20_000, currency: "EUR", businessDate: "2026-11-20" });
    expect(opened(0)).toMatchObject({ expectedMinor: null, countedMinor: null, varianceMinor: null });
    for (const floatMinor of [-1, 1.5, Number.NaN, 1e15])
      expect(decideOpening({ propertyId: 1, floatMinor }, booking)).toMatchObject({ reason: "request_invalid" });
  });

  test.each([
    ["cash", "EUR", "drawer"],
    ["cash", "GBP", null],
    ["card", "EUR", null],
  ] as const)("gets %s in %s: %s", (paymentMode, currency, drawer) => {
    expect(drawerOf({ paymentMode, currency }, property, "drawer")).toBe(drawer);
    expect(drawerOf({ paymentMode, currency }, property, null)).toBeNull();
  });
});

test("[F14] what is expected is the float and all that went through; the variance is what was counted less that", () => {
  const flow = fc.record({
    flow: fc.constantFrom("taken", "given_back", "paid_out", "returned"),
    count: fc.nat(),
    amountMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(flow), (countedMinor, flows: CashFlowTotal[]) => {
      const decided = decideCount(opened(), countedMinor, flows, { personId: "cashier", now });
      const through = flows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      expect(decided).toMatchObject({
        value: {
          state: "counted",
          version: 2,
          expectedMinor: 20_000 + through,
          varianceMinor: countedMinor - 20_000 - through,
          countedBy: "cashier",
        },
      });
    }),
  );
  expect(decideCount(opened(), -1, [], { personId: "cashier", now })).toMatchObject({ reason: "request_invalid" });
});

describe("[F15] a variance", () => {
  test.each([
    ["nothing", 0, CASHIER, "cashier", null],
    ["as much as one may oneself", -500, CASHIER, "cashier", null],
    ["more, of a manager's own", -2000, MANAGER, "cashier", null],
    ["more than that, of somebody else, with a reason", -9999, MANAGER, "manager", "change was wrong"],
  ] as const)("of %s (%i) is accepted", (_name, variance, permissions, personId, reason) => {
    const decided = decideAcceptance(counted(variance), reason, { personId, permissions, now });
    expect(decided).toMatchObject({ value: { state: "closed", version: 3, closedBy: personId, reason } });
  });

  test.each([
    ["a cent more than one may oneself", 501, CASHIER, "cashier", "found it", "variance_above_limit"],
    ["more than a manager may of their own", -2001, MANAGER, "cashier", "why", "variance_above_limit"],
    ["more than that, of somebody else, without a reason", -2001, MANAGER, "manager", null, "request_invalid"],
  ] as const)("of %s (%i) is refused", (_name, variance, permissions, personId, why, reason) => {
    expect(decideAcceptance(counted(variance), why, { personId, permissions, now })).toMatchObject({ reason });
  });
});
