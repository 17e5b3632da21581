import { describe, expect, test } from "vitest";
import { takeStep } from "../../platform/steps";
import type { Shift, ShiftState } from "../contract/types";
import { planShift, SHIFT_STEPS, type ShiftStep, shiftToStart } from "./shift";

const STATES: ShiftState[] = ["draft", "published", "accepted", "started", "ended", "cancelled"];
const STEPS: ShiftStep[] = ["publish", "accept", "start", "end", "cancel"];

/** The whole life of a shift: the state behind each step, `–` where the step is not possible. */
const LIFE: Record<ShiftState, string> = {
  draft: "published – – – cancelled",
  published: "– accepted – – cancelled",
  accepted: "– – started – cancelled",
  started: "– – – ended –",
  ended: "– – – – –",
  cancelled: "– – – – –",
};

test.each(STATES)("[S3] the steps of a shift that is %s", (state) => {
  const behind = STEPS.map((step) => takeStep(SHIFT_STEPS, state, step)).map((o) => (o.ok ? o.value : "–"));
  expect(behind.join(" ")).toBe(LIFE[state]);
});

const request = {
  department: "housekeeping",
  startsAt: "2026-11-20T06:00:00Z",
  endsAt: "2026-11-20T14:00:00Z",
} as const;

describe("[S3] a plan", () => {
  test("holds instants in UTC, and no break and no note unless given", () => {
    expect(planShift({ ...request, startsAt: "2026-11-20T07:00:00+01:00" })).toEqual({
      ok: true,
      value: {
        department: "housekeeping",
        startsAt: "2026-11-20T06:00:00.000Z",
        endsAt: "2026-11-20T14:00:00.000Z",
        breakMinutes: 0,
        note: null,
      },
    });
  });

  test.each([
    [{ endsAt: "2026-11-20T06:00:00Z" }, "endsAt"],
    [{ endsAt: "2026-11-21T06:00:00.001Z" }, "endsAt"],
    [{ startsAt: "six" }, "startsAt"],
    [{ breakMinutes: 1.5 }, "breakMinutes"],
    [{ breakMinutes: 481 }, "breakMinutes"],
    [{ note: "x".repeat(501) }, "note"],
  ])("with %j is refused by that field", (wrong, path) => {
    expect(planShift({ ...request, ...wrong })).toMatchObject({ reason: "request_invalid", errors: [{ path }] });
  });

  test("that has everything wrong says so at once", () => {
    const refused = planShift({ ...request, startsAt: "", endsAt: "", note: "\u0000", breakMinutes: -1 });
    expect(refused).toMatchObject({
      errors: [{ path: "startsAt" }, { path: "endsAt" }, { path: "note" }, { path: "breakMinutes" }],
    });
  });
});

describe("[S4] the shift that clocking in begins", () => {
  const at = (time: string) => new Date(`2026-11-20T${time}Z`);
  const shift = (id: string, state: ShiftState, from: string, to: string) =>
    ({ id, state, startsAt: at(from).toISOString(), endsAt: at(to).toISOString() }) as Shift;

  test.each([
    ["04:59:59.999", null],
    ["05:00:00", "early"],
    ["13:59:59.999", "early"],
    ["14:00:00", "late"],
    ["22:00:00", null],
  ])("at %s is %s", (time, id) => {
    const shifts = [
      shift("late", "accepted", "14:00:00", "22:00:00"),
      shift("early", "accepted", "06:00:00", "14:00:00"),
      shift("draft", "draft", "00:00:00", "23:00:00"),
    ];
    expect(shiftToStart(shifts, at(time))?.id ?? null).toBe(id);
  });
});
