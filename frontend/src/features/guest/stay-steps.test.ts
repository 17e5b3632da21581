import { expect, test } from "vitest";
import type { contract } from "../../api/client.gen";
import { mainStepOf, otherStepsOf } from "./stay-steps";

const TODAY = "2026-11-20";
const at = (state: contract.StayState, more = {}) => ({
  state,
  arrival: TODAY,
  checkedInOn: null,
  checkedOutOn: null,
  ...more,
});

test("who is expected is checked in, did not come, or has cancelled; nobody is missing before the day", () => {
  expect(mainStepOf(at("assigned"))).toBe("check-in");
  expect(otherStepsOf(at("assigned"), TODAY)).toEqual(["no-show", "cancel"]);
  expect(otherStepsOf(at("confirmed", { arrival: "2026-11-21" }), TODAY)).toEqual(["cancel"]);
});

test("check-in and check-out are taken back on their own business date", () => {
  expect(otherStepsOf(at("checked_in", { checkedInOn: TODAY }), TODAY)).toEqual(["undo-check-in"]);
  expect(otherStepsOf(at("checked_in", { checkedInOn: "2026-11-19" }), TODAY)).toEqual([]);
  expect(otherStepsOf(at("checked_out", { checkedOutOn: TODAY }), TODAY)).toEqual(["undo-check-out"]);
  expect(otherStepsOf(at("checked_out", { checkedOutOn: "2026-11-19" }), TODAY)).toEqual([]);
  expect(mainStepOf(at("checked_out"))).toBeNull();
});
