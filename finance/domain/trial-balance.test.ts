import fc from "fast-check";
import { expect, test } from "vitest";
import { balanceOf, trialBalance, unbalanced } from "./trial-balance";

const paymentMode = fc.constantFrom("cash", "card", "bank", "upi", "ota", "credit");
const currency = fc.constantFrom("EUR", "GBP", "INR");
const amountMinor = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const revenue = fc.array(
  fc.record({ source: fc.constantFrom("room", "fnb", "addon", "other"), paymentMode, currency, amountMinor }),
);
const expenses = fc.array(
  fc
    .record({ category: fc.constantFrom("supplies", "wages", "other"), paymentMode, currency, amountMinor })
    .map((sum) => ({
      ...sum,
      taxMinor: Math.trunc(sum.amountMinor / 5),
    })),
);

const variances = fc.array(fc.record({ currency, amountMinor }));

test("[F10] debits equal credits in every currency, and each side holds what was booked", () => {
  fc.assert(
    fc.property(revenue, expenses, variances, (earned, spent, counted) => {
      const lines = trialBalance(earned, spent, counted);
      expect(unbalanced(lines)).toEqual([]);
      for (const { debitMinor, creditMinor } of lines)
        expect(Math.min(debitMinor, creditMinor)).toBeGreaterThanOrEqual(0);
      for (const each of ["EUR", "GBP", "INR"]) {
        const total = (of: { currency: string; amountMinor: number }[]): number =>
          of.filter((sum) => sum.currency === each).reduce((all, sum) => all + sum.amountMinor, 0);
        expect(balanceOf(lines, ["revenue."], each) + total(earned)).toBe(0);
        expect(balanceOf(lines, ["expense.", "tax."], each)).toBe(total(spent));
        expect(balanceOf(lines, ["payment."], each)).toBe(total(earned) - total(spent) + total(counted));
        expect(balanceOf(lines, ["cash.over_short"], each) + total(counted)).toBe(0);
      }
    }),
  );
});

test("[F10] a side that lacks something is told by its currency", () => {
  const lines = [
    { account: "payment.cash", currency: "EUR", debitMinor: 5, creditMinor: 0 },
    { account: "revenue.room", currency: "EUR", debitMinor: 0, creditMinor: 4 },
  ];
  expect(unbalanced(lines)).toEqual(["EUR"]);
});
