import { daysBetween } from "../../platform/day";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Reservation, RoomType } from "../contract/types";
import { readStayFields, type StayFieldsRequest } from "./stay-fields";
import { isInHouse, nextState } from "./stay-states";

/** What a reservation takes from its surroundings. */
export interface Making {
  id: string;
  guestId: string;
  now: Date;
  personId: string;
  property: { propertyId: number; currency: string; businessDate: string };
  /** Null when the property has none with the code that was given. */
  roomType: RoomType | null;
}

export interface ReservationRequest extends StayFieldsRequest {
  /** Code of the room type. */
  roomType: string;
}

/** Ten characters of the id's random end, without those that are mistaken for others on paper. */
export function confirmationOf(id: string): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let bits = BigInt(`0x${id.replaceAll("-", "").slice(-13)}`);
  let text = "";
  for (let i = 0; i < 10; i++, bits >>= 5n) text = (alphabet[Number(bits & 31n)] ?? "") + text;
  return text;
}

/** The reservation that a request makes, or everything that is wrong with it at once (G3). It has no room yet. */
export function decideReservation(
  request: ReservationRequest,
  making: Making,
): Outcome<Reservation, "request_invalid"> {
  const { id, guestId, now, personId, property, roomType } = making;
  const blank = { guestName: "", guestEmail: null, guestPhone: null, isVip: false, eta: null, notes: null };
  const rate = { adults: 1, nightlyRateMinor: 0, currency: property.currency };
  const fields = readStayFields({ ...blank, ...rate, arrival: property.businessDate, departure: "" }, request);
  const errors = "errors" in fields ? fields.errors : [];
  if (roomType === null)
    errors.push({ path: "roomType", code: "unknown", message: `there is no room type ${quote(request.roomType)}` });
  if (!("errors" in fields) && fields.departure <= property.businessDate)
    errors.push({
      path: "departure",
      code: "in_the_past",
      message: `${fields.departure} is not after the business date ${property.businessDate}`,
    });
  if (errors.length > 0 || "errors" in fields || roomType === null) return refuse("request_invalid", { errors });
  const at = now.toISOString();
  return accept({
    id,
    version: 1,
    propertyId: property.propertyId,
    confirmation: confirmationOf(id),
    state: "confirmed",
    guestId,
    ...fields,
    roomTypeId: roomType.id,
    roomType: roomType.code,
    roomId: null,
    roomNumber: null,
    nights: daysBetween(fields.arrival, fields.departure),
    checkedInOn: null,
    checkedOutOn: null,
    createdBy: personId,
    createdAt: at,
    updatedAt: at,
  });
}

export type EditRefusal = "request_invalid" | "state_forbids" | "not_today";

/**
 * The reservation with what the request changes. While the guest is in the house, the arrival stays. Who leaves by the business date is
 * due out, who stays longer is not.
 */
export function decideEdit(
  before: Reservation,
  request: StayFieldsRequest,
  businessDate: string,
): Outcome<Reservation, EditRefusal> {
  const next = nextState(before.state, "edit");
  if (!next.ok) return next;
  const fields = readStayFields(before, request);
  if ("errors" in fields) return refuse("request_invalid", { errors: fields.errors });
  if (isInHouse(before.state) && fields.arrival !== before.arrival) {
    const message = `the guest arrived on ${before.arrival}; only the departure can change now`;
    return refuse("request_invalid", { errors: [{ path: "arrival", code: "not_allowed", message }] });
  }
  if (fields.departure !== before.departure && fields.departure < businessDate)
    return refuse("not_today", { values: { what: `a stay cannot end on ${fields.departure}`, businessDate } });
  const inHouse = fields.departure > businessDate ? "checked_in" : "due_out";
  const nights = daysBetween(fields.arrival, fields.departure);
  return accept({ ...before, ...fields, nights, state: isInHouse(next.value) ? inHouse : next.value });
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 40));
