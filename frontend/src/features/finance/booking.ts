import type { api } from "../../api/client.gen";
import type { Failure } from "../../api/failure";
import { t } from "../../lib/i18n/t";
import { exponentOf, formatMinor, parseAmount } from "../../lib/money";
import {
  isPaymentMode,
  isSource,
  type PaymentMode,
  type Revenue,
  type RevenueSource,
  WITH_REFERENCE,
} from "./finance-types";

/** What stands in the form, as typed. */
export interface Draft {
  amount: string;
  source: RevenueSource;
  paymentMode: PaymentMode;
  bankReference: string;
  description: string;
}

/** A draft with the key under which it is sent, however often: the server books it once. */
export interface KeptDraft {
  key: string;
  draft: Draft;
}

export type DraftErrors = Partial<Record<keyof Draft, string>>;

/** Where a booking is made and by whose habits it is written. */
export interface Desk {
  propertyId: number;
  currency: string;
  locale: string;
}

export const EMPTY_DRAFT: Draft = {
  amount: "",
  source: "room",
  paymentMode: "cash",
  bankReference: "",
  description: "",
};

/** Limits of finance; it checks them again. */
const DESCRIPTION_LENGTH = 500;
const REFERENCE_LENGTH = 64;
/** Shown when an amount cannot be read, in the reader's own notation. */
const EXAMPLE_MINOR = 123450;

type ReadDraft = { ok: true; request: api.RecordRevenueRequest } | { ok: false; errors: DraftErrors };

/** The request that a draft makes, or everything that is wrong with it. */
export function readDraft(draft: Draft, desk: Desk): ReadDraft {
  const amount = readAmount(draft.amount, desk);
  const errors: DraftErrors = {
    ...(typeof amount === "string" ? { amount } : {}),
    ...tooLong("description", draft.description, DESCRIPTION_LENGTH),
    ...(WITH_REFERENCE.has(draft.paymentMode) ? tooLong("bankReference", draft.bankReference, REFERENCE_LENGTH) : {}),
  };
  if (typeof amount === "string" || Object.keys(errors).length > 0) return { ok: false, errors };
  const { source, paymentMode } = draft;
  const description = draft.description.trim();
  const bankReference = WITH_REFERENCE.has(paymentMode) ? draft.bankReference.trim() : "";
  return {
    ok: true,
    request: {
      propertyId: desk.propertyId,
      amountMinor: amount,
      source,
      paymentMode,
      ...(description === "" ? {} : { description }),
      ...(bankReference === "" ? {} : { bankReference }),
    },
  };
}

/** An amount as typed, in minor units, or what is wrong with it in words. @param least the lowest that is allowed */
export function readAmount(
  text: string,
  { currency, locale }: Pick<Desk, "currency" | "locale">,
  least = 1,
): number | string {
  const read = parseAmount(text, currency, locale);
  if (read.ok) return read.minor >= least ? read.minor : t("booking.amountNotPositive");
  switch (read.reason) {
    case "empty":
      return t("booking.amountMissing");
    case "not_a_number":
      return t("booking.amountNotANumber", {
        text: text.slice(0, 20),
        example: formatMinor(EXAMPLE_MINOR, currency, locale),
      });
    case "too_many_decimals":
      return t("booking.amountDecimals", { currency, count: exponentOf(currency) });
    case "too_large":
      return t("booking.amountTooLarge");
  }
}

function tooLong(field: keyof Draft, text: string, most: number): DraftErrors {
  return text.trim().length <= most
    ? {}
    : { [field]: t("booking.textTooLong", { count: most, length: text.trim().length }) };
}

/** Names of the request's fields, where the form calls them otherwise. */
const FORM_FIELD: Record<string, keyof Draft> = {
  amount: "amount",
  amountMinor: "amount",
  source: "source",
  paymentMode: "paymentMode",
  bankReference: "bankReference",
  description: "description",
};

/** The server's complaints at the fields they belong to. */
export function draftErrorsOf(failure: Failure): DraftErrors {
  const named = failure.fields.flatMap(({ path, message }): [keyof Draft, string][] => {
    const field = FORM_FIELD[path];
    return field === undefined ? [] : [[field, message]];
  });
  return Object.fromEntries(named);
}

/** A booking on its way to the server. */
export interface PendingBooking {
  request: api.RecordRevenueRequest;
  /** Milliseconds since the epoch, by this machine's clock. */
  submittedAt: number;
}

/** Clocks of server and desk may differ by this much before a booking is taken for another one. */
const CLOCKS_DIFFER_MS = 60_000;

/** The bookings that are not among the lines yet: the event of a booking can come before its answer. */
export function notYetListed(pending: readonly PendingBooking[], rows: readonly Revenue[], personId: string) {
  return pending
    .filter(
      ({ request, submittedAt }) =>
        !rows.some(
          (row) =>
            row.recordedBy === personId &&
            Date.parse(row.recordedAt) > submittedAt - CLOCKS_DIFFER_MS &&
            isSameBooking(request, row),
        ),
    )
    .map(({ request }) => request);
}

/** True when the line is, by all that is shown, what the request asked for. */
function isSameBooking(request: api.RecordRevenueRequest, row: Revenue): boolean {
  return (
    row.amountMinor === request.amountMinor &&
    row.source === request.source &&
    row.paymentMode === request.paymentMode &&
    row.description === (request.description ?? null) &&
    row.bankReference === (request.bankReference ?? null)
  );
}

/** Recognises what an earlier visit left in storage. */
export function isKeptDraft(value: unknown): value is KeptDraft {
  const kept = value as Partial<KeptDraft> | null;
  const draft = kept?.draft as Partial<Draft> | undefined;
  const texts = [kept?.key, draft?.amount, draft?.bankReference, draft?.description];
  return (
    texts.every((text) => typeof text === "string") && isSource(draft?.source) && isPaymentMode(draft?.paymentMode)
  );
}
