import { expect, test } from "vitest";
import type { RequestState, RequestStep } from "../contract/types";
import { decideRequest, decideStep, REQUEST_STEPS } from "./service-request";

const now = new Date("2026-11-20T19:00:00.000Z");
const making = { id: "q", propertyId: 1, personId: "p", now, room: null, stay: null };

function noted(state: RequestState = "open") {
  const decided = decideRequest({ wish: " Towels ", category: "housekeeping" }, making);
  if (!decided.ok) throw new Error(decided.reason);
  return { ...decided.value, state };
}

test("[G12] a request is open, and due when its category says, or when it was promised", () => {
  expect(noted()).toMatchObject({ wish: "Towels", state: "open", dueAt: "2026-11-20T19:30:00.000Z", channel: "desk" });
  const promised = decideRequest({ wish: "Taxi", dueAt: "2026-11-21T06:15:00+01:00" }, making);
  expect(promised).toMatchObject({ value: { dueAt: "2026-11-21T05:15:00.000Z", category: "other" } });
});

test("[G12] everything that is wrong with a request is said at once", () => {
  const fields = { wish: " ", dueAt: "soon", room: "999", reservationId: "none" };
  const decided = decideRequest(fields, making);
  expect(decided.ok ? [] : decided.errors?.map(({ path, code }) => `${path} ${code}`)).toEqual([
    "wish required",
    "dueAt not_an_instant",
    "room unknown",
    "reservationId unknown",
  ]);
});

/** Everything that is allowed, written here once more. */
const ALLOWED: Record<string, RequestState> = {
  "open start": "in_progress",
  "open finish": "done",
  "open cancel": "cancelled",
  "in_progress finish": "done",
  "in_progress cancel": "cancelled",
  "done reopen": "open",
  "cancelled reopen": "open",
};
const STATES: RequestState[] = ["open", "in_progress", "done", "cancelled"];

test.each(
  STATES.flatMap((state) => (Object.keys(REQUEST_STEPS) as RequestStep[]).map((step) => [state, step] as const)),
)("[G12] %s, %s: leads where the rule says, or is refused", (state, step) => {
  const decided = decideStep(noted(state), step, { resolution: undefined, personId: "x", now });
  const next = ALLOWED[`${state} ${step}`];
  const endedAt = next === "done" || next === "cancelled" ? now.toISOString() : null;
  const done = { value: { version: 2, state: next, handledBy: "x", endedAt } };
  expect(decided).toMatchObject(next === undefined ? { reason: "step_not_possible" } : done);
});

test("[G12] what became of a request is said when it ends", () => {
  const say = (step: RequestStep) => decideStep(noted(), step, { resolution: "brought", personId: "x", now });
  expect(say("finish")).toMatchObject({ value: { resolution: "brought" } });
  expect(say("start")).toMatchObject({ reason: "request_invalid", errors: [{ path: "resolution" }] });
});
