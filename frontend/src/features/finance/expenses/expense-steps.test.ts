import { expect, test } from "vitest";
import { t } from "../../../lib/i18n/t";
import { type Deciding, type Expense, stepsOf } from "./expense-steps";

const expense: Expense = {
  id: "e",
  version: 1,
  propertyId: 1,
  state: "submitted",
  category: "supplies",
  vendor: "Lima Laundry",
  amountMinor: 100_000,
  taxMinor: 0,
  currency: "EUR",
  paymentMode: "card",
  bankReference: null,
  businessDate: "2026-11-20",
  description: null,
  receiptFileId: null,
  reversalOf: null,
  submittedBy: "clerk",
  submittedAt: "2026-11-20T12:00:00.000Z",
  decidedBy: null,
  decidedAt: null,
  reason: null,
};
const manager: Deciding = {
  personId: "manager",
  currency: "EUR",
  permissions: ["finance.expense.approve"],
  limitMinor: 100_000,
};
const steps = (more: Partial<Expense>, by: Partial<Deciding> = {}): string[] =>
  stepsOf({ ...expense, ...more }, { ...manager, ...by }).map(
    ({ step, disabledReason }) => step + (disabledReason === null ? "" : `: ${disabledReason}`),
  );

test("[F8] an expense within the limit is approved or rejected, one above it only rejected, one's own neither", () => {
  const [own, above] = [t("money.expense.own"), t("money.expense.above")];
  expect(steps({})).toEqual(["approve", "reject"]);
  expect(steps({ amountMinor: 100_001 })).toEqual([`approve: ${above}`, "reject"]);
  expect(steps({ amountMinor: 100_001 }, { limitMinor: null })).toEqual(["approve", "reject"]);
  expect(steps({ currency: "INR", amountMinor: 1 })).toEqual([`approve: ${above}`, "reject"]);
  expect(steps({ submittedBy: "manager" })).toEqual([`approve: ${own}`, `reject: ${own}`]);
  expect(steps({}, { permissions: ["finance.expense.submit"], limitMinor: 0 })).toEqual([]);
});

test("[F7] [F9] what is approved is posted, what is posted is taken back, and what takes back is final", () => {
  expect(steps({ state: "approved" })).toEqual(["post"]);
  expect(steps({ state: "posted" })).toEqual(["reverse"]);
  expect(steps({ state: "posted", reversalOf: "other" })).toEqual([]);
  expect(steps({ state: "rejected" })).toEqual([]);
});
