import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { FinanceEvent } from "../contract/events";
import type { PaymentMode, Revenue, RevenueSource } from "../contract/types";
import { type AmountRequest, readAmount } from "./amount";
import { type MomentRequest, type PropertyDay, readMoment } from "./moment";
import { readReference } from "./reference";

export interface RevenueRequest extends AmountRequest, MomentRequest {
  propertyId: number;
  source?: RevenueSource;
  paymentMode?: PaymentMode;
  bankReference?: string;
  description?: string;
}

/** What a booking takes from its surroundings. */
export interface Booking {
  id: string;
  now: Date;
  personId: string;
  property: { currency: string } & PropertyDay;
}

const DESCRIPTION_LENGTH = 500;

/** The line that a request books, or everything that is wrong with it at once. Source is `other` and payment `cash` unless given. */
export function decideRevenue(request: RevenueRequest, booking: Booking): Outcome<Revenue, "request_invalid"> {
  const { id, now, personId, property } = booking;
  const paymentMode = request.paymentMode ?? "cash";
  const amount = readAmount(request, property.currency);
  const moment = readMoment(request, property, now);
  const description = readText("description", request.description, DESCRIPTION_LENGTH);
  const bankReference = readReference(request.bankReference, paymentMode);
  if (isError(amount) || isError(moment) || isError(description) || isError(bankReference)) {
    return refuse("request_invalid", { errors: [amount, moment, description, bankReference].filter(isError) });
  }
  return accept({
    id,
    version: 1,
    propertyId: request.propertyId,
    ...amount,
    source: request.source ?? "other",
    paymentMode,
    bankReference,
    description,
    ...moment,
    recordedBy: personId,
    recordedAt: now.toISOString(),
    reversalOf: null,
  });
}

/** The line that takes one back, on the open day: once, and none that takes back itself (F2). It keeps how it was paid. */
export function decideReversal(
  line: Revenue,
  isReversed: boolean,
  reason: string,
  { id, now, personId, property }: Booking,
): Outcome<Revenue, "request_invalid" | "reversal_final" | "already_reversed"> {
  const description = readText("reason", reason, DESCRIPTION_LENGTH) ?? {
    path: "reason",
    code: "required",
    message: "is empty; say why it is taken back",
  };
  if (isError(description)) return refuse("request_invalid", { errors: [description] });
  if (line.reversalOf !== null) return refuse("reversal_final");
  if (isReversed) return refuse("already_reversed", { values: { id: line.id } });
  const at = now.toISOString();
  const when = { businessDate: property.businessDate, occurredAt: at, recordedAt: at };
  const what = { id, amountMinor: -line.amountMinor, description, reversalOf: line.id };
  return accept({ ...line, ...what, ...when, recordedBy: personId });
}

/** What the screens are told of a new line. */
export function revenueRecorded(revenue: Revenue, eventId: string): FinanceEvent {
  const { version, propertyId, recordedAt, reversalOf, ...line } = revenue;
  const data = reversalOf === null ? line : { ...line, reversalOf };
  return {
    id: eventId,
    type: "revenue-recorded",
    v: 1,
    at: recordedAt,
    propertyId,
    entity: { kind: "revenue", id: revenue.id, version },
    actorId: revenue.recordedBy,
    class: "normal",
    data,
  };
}

const isError = (value: unknown): value is FieldError => typeof value === "object" && value !== null && "path" in value;
