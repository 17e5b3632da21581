import { Temporal } from "temporal-polyfill";
import type { FieldError } from "./outcome";

const RFC3339 = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** An instant of a request (RFC 3339 with its offset) as UTC text to the millisecond; a FieldError when it is none. */
export function readInstant(path: string, text: string): string | FieldError {
  const error = {
    path,
    code: "not_an_instant",
    message: `${JSON.stringify(text.slice(0, 40))} is no instant such as 2026-11-20T18:30:00Z`,
  };
  if (!RFC3339.test(text)) return error;
  try {
    return Temporal.Instant.from(text.toUpperCase()).toString({ smallestUnit: "millisecond" });
  } catch {
    // Temporal throws a RangeError for what the calendar does not have.
    return error;
  }
}
