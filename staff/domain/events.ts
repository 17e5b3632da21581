import { type Change, rowChanged } from "../../platform/row-changed";
import type { ShiftChangedV1 } from "../contract/events";
import type { Shift } from "../contract/types";

/** The event that brings a shift to the screens; a draft to those of who plans alone (S3). */
export const shiftChanged = (shift: Shift, change: Change): ShiftChangedV1 => ({
  ...rowChanged("shift", shift, change),
  class: shift.state === "draft" ? "restricted" : "normal",
});
