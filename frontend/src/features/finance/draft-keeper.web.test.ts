import { beforeEach, expect, test } from "vitest";
import { type Draft, EMPTY_DRAFT } from "./booking";
import { DraftKeeper } from "./draft-keeper";

beforeEach(() => localStorage.clear());

const draft = (change: Partial<Draft>): Draft => ({ ...EMPTY_DRAFT, ...change });

test("a draft comes back after a reload with the key it was sent under, for its person and property only", () => {
  const before = new DraftKeeper("p1", 1);
  before.keep(draft({ amount: "12" }));
  const after = new DraftKeeper("p1", 1);
  expect(after.initial).toEqual(draft({ amount: "12" }));
  expect(after.key).toBe(before.key);
  expect(new DraftKeeper("p2", 1).initial).toEqual(EMPTY_DRAFT);
  expect(new DraftKeeper("p1", 2).initial).toEqual(EMPTY_DRAFT);
});

test("the next entry has another key, and keeps what is typed already", () => {
  const keeper = new DraftKeeper("p1", 1);
  keeper.keep(draft({ amount: "12" }));
  const first = keeper.key;
  keeper.renew(draft({ amount: "13" }));
  expect(keeper.key).not.toBe(first);
  const after = new DraftKeeper("p1", 1);
  expect([after.initial.amount, after.key]).toEqual(["13", keeper.key]);
});

test("two windows that begin with an empty form never share a key", () => {
  new DraftKeeper("p1", 1).keep(draft({ source: "fnb" }));
  expect(new DraftKeeper("p1", 1).key).not.toBe(new DraftKeeper("p1", 1).key);
});

test("what is in storage under the name but no draft is not taken up", () => {
  localStorage.setItem("lobby.draft.revenue.p1.1", '{"key":"k","draft":{"amount":5}}');
  expect(new DraftKeeper("p1", 1).initial).toEqual(EMPTY_DRAFT);
});
