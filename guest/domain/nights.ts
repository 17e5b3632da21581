import { Temporal } from "temporal-polyfill";
import { daysBetween } from "../../platform/day";
import type { Reservation } from "../contract/types";
import { holdsRoom } from "./stay-states";

/** The dates of a stay's nights, the earliest first: the departure is none of them. */
export function nightsOf(arrival: string, departure: string): string[] {
  const first = Temporal.PlainDate.from(arrival);
  return Array.from({ length: daysBetween(arrival, departure) }, (_, i) => first.add({ days: i }).toString());
}

export interface HeldNights {
  roomId: string;
  nights: string[];
}

/**
 * What is sold to the stay (G1): all its nights while it has a room; after the check-out those that it slept, so that the rest can be sold
 * at once; nothing when it was cancelled or nobody came.
 */
export function nightsHeld(stay: Reservation): HeldNights | null {
  if (stay.roomId === null) return null;
  const nights = nightsOf(stay.arrival, stay.departure);
  if (holdsRoom(stay.state)) return { roomId: stay.roomId, nights };
  if (stay.state !== "checked_out" || stay.checkedOutOn === null) return null;
  const left = stay.checkedOutOn;
  return { roomId: stay.roomId, nights: nights.filter((night) => night < left) };
}
