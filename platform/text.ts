import type { FieldError } from "./outcome";

/** Control characters other than tab and line ends, and halves of surrogate pairs: PostgreSQL refuses them or they print as garbage. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u;

/** Text that a person typed: trimmed, null when nothing is left; a FieldError when it is too long (in characters) or not printable. */
export function readText(path: string, text: string | undefined, maxLength: number): string | null | FieldError {
  const trimmed = (text ?? "").trim();
  if (trimmed.length > maxLength) {
    return { path, code: "too_long", message: `has ${trimmed.length} characters; at most ${maxLength} are allowed` };
  }
  if (UNPRINTABLE.test(trimmed)) {
    return {
      path,
      code: "not_printable",
      message: "contains control characters or broken characters; send plain text",
    };
  }
  return trimmed === "" ? null : trimmed;
}
