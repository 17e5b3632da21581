import { expect, test } from "vitest";
import { onVersion, type Steps, takeStep } from "./steps";

const LAMP: Steps<"off" | "on" | "broken", "switchOn" | "switchOff" | "drop"> = {
  switchOn: { from: ["off"], to: "on" },
  switchOff: { from: ["on"], to: "off" },
  drop: { from: ["off", "on"], to: "broken" },
};

test("a step leads from where it may be taken to where it leads", () => {
  expect(takeStep(LAMP, "off", "switchOn")).toEqual({ ok: true, value: "on" });
});

test("a step that is not possible names those that are", () => {
  expect(takeStep(LAMP, "on", "switchOn")).toMatchObject({
    reason: "step_not_possible",
    values: { step: "switchOn", state: "on", possible: "switchOff, drop" },
  });
  expect(takeStep(LAMP, "broken", "drop")).toMatchObject({ values: { possible: "none" } });
});

test("a change that was decided on another version is refused", () => {
  expect(onVersion(3, 3)).toEqual({ ok: true, value: null });
  expect(onVersion(4, 3)).toMatchObject({ reason: "version_conflict", values: { version: 4, expected: 3 } });
});
