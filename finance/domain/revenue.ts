import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import { readText } from "../../platform/text";
import type { FinanceEvent } from "../contract/events";
import type { PaymentMode, Revenue, RevenueSource } from "../contract/types";
import { type AmountRequest, readAmount } from "./amount";
import { type MomentRequest, readMoment } from "./moment";
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
  property: { timeZone: string; currency: string; businessDate: string };
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
  });
}

/** What the screens are told of a new line. */
export function revenueRecorded(revenue: Revenue, eventId: string): FinanceEvent {
  const { version, propertyId, recordedAt, ...data } = revenue;
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
