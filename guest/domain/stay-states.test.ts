import { expect, test } from "vitest";
import type { StayState } from "../contract/types";
import { nextState, type StayAction, TRANSITIONS } from "./stay-states";

const STATES = Object.keys(TRANSITIONS) as StayState[];
const ACTIONS: StayAction[] = [
  "edit",
  "assign",
  "unassign",
  "check_in",
  "undo_check_in",
  "mark_due_out",
  "check_out",
  "undo_check_out",
  "cancel",
  "no_show",
];

/** Everything that is allowed, written here once more: state, action, next state. */
const ALLOWED = new Set([
  "confirmed edit confirmed",
  "confirmed assign assigned",
  "confirmed cancel cancelled",
  "confirmed no_show no_show",
  "assigned edit assigned",
  "assigned assign assigned",
  "assigned unassign confirmed",
  "assigned check_in checked_in",
  "assigned cancel cancelled",
  "assigned no_show no_show",
  "checked_in edit checked_in",
  "checked_in undo_check_in assigned",
  "checked_in mark_due_out due_out",
  "checked_in check_out checked_out",
  "due_out edit due_out",
  "due_out check_out checked_out",
  "checked_out undo_check_out checked_in",
]);

test.each(STATES.flatMap((state) => ACTIONS.map((action) => [state, action] as const)))(
  "[G2] %s, %s: leads where the table says, or is refused with what is allowed",
  (state, action) => {
    const next = nextState(state, action);
    const [line] = [...ALLOWED].filter((each) => each.startsWith(`${state} ${action} `));
    const allowed = [...ALLOWED].filter((each) => each.startsWith(`${state} `)).map((each) => each.split(" ")[1]);
    const refusal = { reason: "state_forbids", values: { allowed: allowed.join(", ") || "none" } };
    expect(next).toMatchObject(line === undefined ? refusal : { ok: true, value: line.split(" ")[2] });
  },
);

test("[G2] every state is reached from the first one, and the last ones lead nowhere", () => {
  const reached = new Set<StayState>(["confirmed"]);
  for (const state of reached) for (const next of Object.values(TRANSITIONS[state])) reached.add(next);
  expect([...reached].toSorted()).toEqual(STATES.toSorted());
  expect(STATES.filter((state) => Object.keys(TRANSITIONS[state]).length === 0)).toEqual(["cancelled", "no_show"]);
});
