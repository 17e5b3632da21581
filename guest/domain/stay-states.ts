import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { StayState } from "../contract/types";

/**
 *   confirmed --assign--> assigned --check_in--> checked_in --mark_due_out--> due_out --check_out--> checked_out
 *      ^ '--unassign-------' ^ '-----undo_check_in---' '------------------check_out------------------^
 *      undo_check_out leads from checked_out back to checked_in
 *      cancel, no_show from confirmed and assigned; edit wherever the stay is not over
 */
export type StayAction =
  | "edit"
  | "assign"
  | "unassign"
  | "check_in"
  | "undo_check_in"
  | "mark_due_out"
  | "check_out"
  | "undo_check_out"
  | "cancel"
  | "no_show";

/** What each state allows, and where it leads (G2). What is not here is refused. */
export const TRANSITIONS: Readonly<Record<StayState, Readonly<Partial<Record<StayAction, StayState>>>>> = {
  confirmed: { edit: "confirmed", assign: "assigned", cancel: "cancelled", no_show: "no_show" },
  assigned: {
    edit: "assigned",
    assign: "assigned",
    unassign: "confirmed",
    check_in: "checked_in",
    cancel: "cancelled",
    no_show: "no_show",
  },
  checked_in: {
    edit: "checked_in",
    undo_check_in: "assigned",
    mark_due_out: "due_out",
    check_out: "checked_out",
  },
  due_out: { edit: "due_out", check_out: "checked_out" },
  checked_out: { undo_check_out: "checked_in" },
  cancelled: {},
  no_show: {},
};

/** The state that the action leads to, or why this state does not allow it. */
export function nextState(state: StayState, action: StayAction): Outcome<StayState, "state_forbids"> {
  const next = TRANSITIONS[state][action];
  if (next !== undefined) return accept(next);
  const allowed = Object.keys(TRANSITIONS[state]).join(", ") || "none";
  return refuse("state_forbids", { values: { state, action, allowed } });
}

/** In these the guest is in the house. */
export const isInHouse = (state: StayState): boolean => state === "checked_in" || state === "due_out";

/** In these the stay has a room whose nights are sold to it. */
export const holdsRoom = (state: StayState): boolean => state === "assigned" || isInHouse(state);
