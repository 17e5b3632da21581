import { ErrCode } from "encore.dev/api";
import { isDay } from "./day";
import { type RefusalSpec, toApiError } from "./errors";
import { type FieldError, refuse } from "./outcome";

/** How a request with a field that breaks its rule is answered, by every service; joins the service's table of refusals. */
export const REQUEST_INVALID: RefusalSpec = { code: ErrCode.InvalidArgument, message: "the request is not valid" };

/** Throws the refusal `request_invalid` with these fields. */
export function invalidRequest(...errors: FieldError[]): never {
  throw toApiError(refuse("request_invalid", { errors }), { request_invalid: REQUEST_INVALID });
}

/** The number, if it is whole and above 0; Encore's validators know ranges, not fractions. */
export function wholeNumber(path: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  return invalidRequest({ path, code: "not_whole", message: `${value} is not a whole number above 0` });
}

/** The date YYYY-MM-DD, or null when none is given. */
export function optionalDate(path: string, text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  if (isDay(text)) return text;
  const message = `${JSON.stringify(text.slice(0, 40))} is no day such as 2026-11-20`;
  return invalidRequest({ path, code: "not_a_date", message });
}

/** What to look for, or null when nothing is given. PostgreSQL has no text with NUL in it, so nothing can match one. */
export const searchText = (q: string | undefined): string | null =>
  q === undefined || q === "" ? null : q.replaceAll("\0", "\ufffd");

/** The text as a pattern for LIKE that finds it anywhere; null stays null. */
export const anywhere = (text: string | null): string | null =>
  text === null ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
