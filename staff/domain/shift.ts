import { readInstant } from "../../platform/instant";
import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import type { Steps } from "../../platform/steps";
import { readText } from "../../platform/text";
import type { Department, Shift, ShiftState } from "../contract/types";

export type ShiftStep = "publish" | "accept" | "start" | "end" | "cancel";

export const SHIFT_STEPS: Steps<ShiftState, ShiftStep> = {
  publish: { from: ["draft"], to: "published" },
  accept: { from: ["published"], to: "accepted" },
  start: { from: ["accepted"], to: "started" },
  end: { from: ["started"], to: "ended" },
  cancel: { from: ["draft", "published", "accepted"], to: "cancelled" },
};

/** The steps that a member takes with a shift of their own; the others plan. */
export const OWN_SHIFT_STEPS: ReadonlySet<ShiftStep> = new Set(["accept", "start", "end"]);

/** The states in which a shift keeps its member from having another at that time. */
export const TAKEN: readonly ShiftState[] = ["draft", "published", "accepted", "started"];

export interface ShiftRequest {
  department: Department;
  startsAt: string;
  endsAt: string;
  breakMinutes?: number;
  note?: string;
}

type ShiftPlan = Pick<Shift, "department" | "startsAt" | "endsAt" | "breakMinutes" | "note">;

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24;
const BREAK_MINUTES = 480;
const NOTE_LENGTH = 500;

/** What a request plans, or everything that is wrong with it at once. */
export function planShift(request: ShiftRequest): Outcome<ShiftPlan, "request_invalid"> {
  const startsAt = readInstant("startsAt", request.startsAt);
  const endsAt = readInstant("endsAt", request.endsAt);
  const note = readText("note", request.note, NOTE_LENGTH);
  const errors = [startsAt, endsAt, note].filter(isError);
  const breakMinutes = request.breakMinutes ?? 0;
  if (!Number.isInteger(breakMinutes) || breakMinutes < 0 || breakMinutes > BREAK_MINUTES) {
    const message = `${breakMinutes} is not a whole number from 0 to ${BREAK_MINUTES}`;
    errors.push({ path: "breakMinutes", code: "out_of_range", message });
  }
  if (isError(startsAt) || isError(endsAt) || isError(note)) return refuse("request_invalid", { errors });
  const lengthMs = Date.parse(endsAt) - Date.parse(startsAt);
  if (lengthMs <= 0 || lengthMs > LONGEST_HOURS * HOUR_MS) {
    const message = `${endsAt} is not within ${LONGEST_HOURS} hours after startsAt, ${startsAt}`;
    errors.push({ path: "endsAt", code: "out_of_range", message });
  }
  if (errors.length > 0) return refuse("request_invalid", { errors });
  return accept({ department: request.department, startsAt, endsAt, breakMinutes, note });
}

/** How early one may clock in for a shift. */
const EARLY_MS = HOUR_MS;

/**
 * The shift that its member clocks in for now: one that was started before, or an accepted one that runs or begins within the hour; the
 * earliest of them.
 */
export function shiftToStart(shifts: readonly Shift[], now: Date): Shift | null {
  const at = now.getTime();
  const startable = shifts.filter(
    ({ state, startsAt, endsAt }) =>
      (state === "accepted" || state === "started") && Date.parse(startsAt) - EARLY_MS <= at && at < Date.parse(endsAt),
  );
  return startable.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))[0] ?? null;
}

const isError = (value: unknown): value is FieldError => typeof value === "object" && value !== null && "path" in value;
