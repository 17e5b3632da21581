import type { FieldError } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { PaymentMode } from "../contract/types";

const REFERENCE_LENGTH = 64;
/** Paid through a bank, which gives the payment a reference. */
const WITH_REFERENCE: ReadonlySet<PaymentMode> = new Set(["bank", "card", "upi"]);

/** The bank reference of a payment; an error where the way of paying has none. */
export function readReference(text: string | undefined, paymentMode: PaymentMode): string | null | FieldError {
  const reference = readText("bankReference", text, REFERENCE_LENGTH);
  if (typeof reference !== "string" || WITH_REFERENCE.has(paymentMode)) return reference;
  return {
    path: "bankReference",
    code: "not_allowed",
    message: `a payment by ${paymentMode} has no bank reference; only bank, card and upi have one`,
  };
}
