import type { contract } from "../../api/client.gen";

/** What the desk does all day, each with a dialog of its own. */
export type MainStep = "check-in" | "check-out";
/** What is done now and then, after another question. */
export type OtherStep = "undo-check-in" | "undo-check-out" | "no-show" | "cancel";
export type StayStep = MainStep | "other";

type Stay = Pick<contract.Reservation, "state" | "arrival" | "checkedInOn" | "checkedOutOn">;

/** What comes next for a stay; null when nothing does. */
export function mainStepOf({ state }: Stay): MainStep | null {
  if (state === "confirmed" || state === "assigned") return "check-in";
  return state === "checked_in" || state === "due_out" ? "check-out" : null;
}

/** What else can be done on that business date. */
export function otherStepsOf({ state, arrival, checkedInOn, checkedOutOn }: Stay, businessDate: string): OtherStep[] {
  switch (state) {
    case "confirmed":
    case "assigned":
      return arrival <= businessDate ? ["no-show", "cancel"] : ["cancel"];
    case "checked_in":
      return checkedInOn === businessDate ? ["undo-check-in"] : [];
    case "checked_out":
      return checkedOutOn === businessDate ? ["undo-check-out"] : [];
    case "due_out":
    case "cancelled":
    case "no_show":
      return [];
  }
}
