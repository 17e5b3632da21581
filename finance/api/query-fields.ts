import { Temporal } from "temporal-polyfill";
import { orThrow } from "../../platform/errors";
import { type FieldError, refuse } from "../../platform/outcome";
import { financeErrors } from "../contract/errors";

/** The number, if it is whole and above 0; Encore's validators know ranges, not fractions. */
export function wholeNumber(path: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  return invalid({ path, code: "not_whole", message: `${value} is not a whole number above 0` });
}

/** The date YYYY-MM-DD, or null when none is given. */
export function optionalDate(path: string, text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  if (/^(?!0000)\d{4}-\d\d-\d\d$/.test(text) && isDay(text)) return text;
  return invalid({
    path,
    code: "not_a_date",
    message: `${JSON.stringify(text.slice(0, 40))} is no day such as 2026-11-20`,
  });
}

function isDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

function invalid(error: FieldError): never {
  return orThrow(refuse("request_invalid", { errors: [error] }), financeErrors) as never;
}
