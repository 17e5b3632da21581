import { CURRENCIES, exponentOf, MAX_AMOUNT_MINOR, toMajorText, toMinor } from "../../platform/money";
import type { FieldError } from "../../platform/outcome";

export interface AmountRequest {
  amount?: number;
  amountMinor?: number;
  currency?: string;
}

export interface Amount {
  amountMinor: number;
  currency: string;
}

/** The one amount of a request, which gives either major or minor units and may name its currency (F3). */
export function readAmount(request: AmountRequest, defaultCurrency: string): Amount | FieldError {
  const currency = request.currency ?? defaultCurrency;
  const exponent = exponentOf(currency);
  if (exponent === null) {
    return error(
      "currency",
      "unknown",
      `${quote(currency)} is no currency of ISO 4217; allowed are ${CURRENCIES.join(", ")}`,
    );
  }
  if (request.amount !== undefined && request.amountMinor !== undefined) {
    return error("amountMinor", "ambiguous", "amount and amountMinor are both given; give exactly one of them");
  }
  if (request.amount === undefined && request.amountMinor === undefined) {
    return error("amount", "missing", "give amount (e.g. 12.5) or amountMinor (e.g. 1250)");
  }
  const field = request.amount === undefined ? "amountMinor" : "amount";
  const given = request.amount ?? request.amountMinor ?? 0;
  const amountMinor = toMinor(given, field === "amount" ? exponent : 0);
  if (amountMinor === "not_a_number") return error(field, "not_a_number", `${given} is no amount`);
  if (amountMinor === "too_many_decimals") {
    const allowed = field === "amount" ? `${currency} has ${exponent} decimals` : "minor units have no decimals";
    return error(field, "too_many_decimals", `${given} has too many decimals; ${allowed}`);
  }
  if (amountMinor === "too_large") {
    const most =
      field === "amount" ? `${toMajorText(MAX_AMOUNT_MINOR, exponent)} ${currency}` : String(MAX_AMOUNT_MINOR);
    return error(field, "too_large", `${given} is more than one line may hold; at most ${most}`);
  }
  if (amountMinor <= 0) {
    return error(field, "not_positive", `${given} is not above 0; money that goes back is no revenue`);
  }
  return { amountMinor, currency };
}

const error = (path: string, code: string, message: string): FieldError => ({ path, code, message });
const quote = (text: string): string => JSON.stringify(text.slice(0, 20));
