import { describe, expect, test } from "vitest";
import { decideClose, mayClose } from "./day-close";
import { onOpenDay } from "./open-day";
import type { Booking } from "./revenue";

const property = { timeZone: "Asia/Kolkata", currency: "INR", businessDate: "2026-11-20", closedThrough: null };
const booking: Booking = { id: "close", now: new Date("2026-11-20T19:00:00.000Z"), personId: "who", property };
const nothing = { cashOpen: 0, expensesOpen: 0, arrivalsOpen: 0, departuresOpen: 0 };
const ask = (reason: string | null = null) => ({ propertyId: 1, businessDate: "2026-11-20", reason });

describe("[F12] a day", () => {
  test("is closed while it is the open one, from its local beginning on", () => {
    expect(mayClose("2026-11-20", property, booking.now)).toEqual({ ok: true, value: null });
    expect(mayClose("2026-11-19", property, booking.now)).toMatchObject({ reason: "day_not_open" });
    const next = { ...property, businessDate: "2026-11-21" };
    expect(mayClose("2026-11-21", next, new Date("2026-11-20T18:29:59.999Z"))).toMatchObject({
      reason: "day_not_begun",
    });
    expect(mayClose("2026-11-21", next, new Date("2026-11-20T18:30:00.000Z"))).toEqual({ ok: true, value: null });
  });

  test("with something open needs a reason, and without it keeps none", () => {
    const open = { ...nothing, arrivalsOpen: 2, expensesOpen: 1 };
    const passed = { arrivalsOpen: 2, expensesOpen: 1, departuresOpen: 0 };
    expect(decideClose(ask(), open, booking)).toMatchObject({
      reason: "checks_failed",
      values: { what: "expenses_open 1, arrivals_open 2" },
    });
    expect(decideClose(ask("late flight"), open, booking)).toMatchObject({
      value: { reason: "late flight", ...passed },
    });
    expect(decideClose(ask("late flight"), nothing, booking)).toMatchObject({
      value: { reason: null, state: "locked" },
    });
  });

  test("with a drawer that is not counted is closed for no reason", () => {
    expect(decideClose(ask("late flight"), { ...nothing, cashOpen: 1, arrivalsOpen: 2 }, booking)).toMatchObject({
      reason: "checks_failed",
      values: { what: "cash_open 1" },
    });
  });
});

test.each([
  [null, "2026-12-31"],
  ["2026-12-30", "2026-12-31"],
  ["2026-12-31", "2027-01-01"],
])("[F11] with the books closed through %s, 31 December books on %s", (closedThrough, businessDate) => {
  expect(onOpenDay({ businessDate: "2026-12-31" }, closedThrough)).toEqual({ businessDate, closedThrough });
});
