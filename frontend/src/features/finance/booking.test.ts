import { expect, test } from "vitest";
import type { Failure } from "../../api/failure";
import {
  type Desk,
  type Draft,
  draftErrorsOf,
  EMPTY_DRAFT,
  isKeptDraft,
  notYetListed,
  type PendingBooking,
  readDraft,
} from "./booking";
import type { Revenue } from "./finance-types";

const desk: Desk = { propertyId: 1, currency: "EUR", locale: "en" };
const draft = (change: Partial<Draft>): Draft => ({ ...EMPTY_DRAFT, amount: "10", ...change });

test("a draft becomes a request in minor units, without what was left empty", () => {
  expect(readDraft(draft({ amount: "1.234,50", description: "  Suite 12 " }), desk)).toEqual({
    ok: true,
    request: { propertyId: 1, amountMinor: 123450, source: "room", paymentMode: "cash", description: "Suite 12" },
  });
});

test("a reference is sent only with payments that have one", () => {
  const referenced = (paymentMode: Draft["paymentMode"]) => {
    const read = readDraft(draft({ paymentMode, bankReference: "R-7" }), desk);
    return read.ok ? read.request.bankReference : "refused";
  };
  expect([referenced("card"), referenced("cash")]).toEqual(["R-7", undefined]);
});

test.each<[what: string, change: Partial<Draft>, field: keyof Draft]>([
  ["no amount", { amount: " " }, "amount"],
  ["an amount in words", { amount: "ten" }, "amount"],
  ["an amount of zero", { amount: "0,00" }, "amount"],
  ["a negative amount", { amount: "-5" }, "amount"],
  ["too many decimals", { amount: "1.005" }, "amount"],
  ["a description of 501 characters", { description: "x".repeat(501) }, "description"],
  ["a reference of 65 characters", { paymentMode: "bank", bankReference: "x".repeat(65) }, "bankReference"],
])("%s is refused at its field", (_what, change, field) => {
  const read = readDraft(draft(change), desk);
  expect(read).toMatchObject({ ok: false, errors: { [field]: expect.any(String) } });
});

test("what the server objects to stands at the form's field", () => {
  const fields = [
    { path: "amountMinor", code: "too_large", message: "at most 10 000" },
    { path: "propertyId", code: "x", message: "not shown at a field" },
  ];
  expect(draftErrorsOf({ fields } as Failure)).toEqual({ amount: "at most 10 000" });
});

const request = { propertyId: 1, amountMinor: 1000, source: "room", paymentMode: "cash" } as const;
const booked = { ...request, bankReference: null, description: null, recordedBy: "me" };

test.each<[what: string, change: Partial<Revenue>, isListed: boolean]>([
  ["its own line, whose event came before the answer", {}, true],
  ["its own line by a clock that is behind", { recordedAt: "2026-11-20T09:59:30Z" }, true],
  ["the same sale an hour ago", { recordedAt: "2026-11-20T09:00:00Z" }, false],
  ["the same sale by a colleague", { recordedBy: "colleague" }, false],
  ["another amount", { amountMinor: 1001 }, false],
  ["another description", { description: "Bar" }, false],
])("a booking on its way and %s", (_what, change, isListed) => {
  const pending: PendingBooking = { request, submittedAt: Date.parse("2026-11-20T10:00:00Z") };
  const row = { ...booked, recordedAt: "2026-11-20T10:00:00Z", ...change } as Revenue;
  expect(notYetListed([pending], [row], "me")).toEqual(isListed ? [] : [request]);
});

test("a kept draft of another shape is not taken up", () => {
  expect(isKeptDraft({ key: "k", draft: draft({}) })).toBe(true);
  expect(isKeptDraft({ key: "k", draft: { ...draft({}), source: "spa" } })).toBe(false);
  expect(isKeptDraft({ draft: draft({}) })).toBe(false);
  expect(isKeptDraft(null)).toBe(false);
});
