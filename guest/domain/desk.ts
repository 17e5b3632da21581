import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { DeskView, Reservation, Room } from "../contract/types";
import { isInHouse, nextState } from "./stay-states";

/** A stay with the room that it concerns, both as they are to be. */
export interface StayAndRoom {
  stay: Reservation;
  room: Room;
}

type RoomRefusal = "room_out_of_order";

/** The stay in that room (G2). Whether the nights are free is asked under the room's lock (G1). */
export function decideAssign(stay: Reservation, room: Room): Outcome<Reservation, "state_forbids" | RoomRefusal> {
  const next = nextState(stay.state, "assign");
  if (!next.ok) return next;
  if (room.service === "ooo")
    return refuse("room_out_of_order", { values: { number: room.number, service: "out of order" } });
  return accept({ ...stay, state: next.value, roomId: room.id, roomNumber: room.number });
}

/** The stay without a room. */
export function decideUnassign(stay: Reservation): Outcome<Reservation, "state_forbids"> {
  const next = nextState(stay.state, "unassign");
  return next.ok ? accept({ ...stay, state: next.value, roomId: null, roomNumber: null }) : next;
}

/** A stay that will not be: its nights can be sold at once, and it keeps its room's number for who asks. */
export function decideEnd(stay: Reservation, action: "cancel" | "no_show"): Outcome<Reservation, "state_forbids"> {
  const next = nextState(stay.state, action);
  return next.ok ? accept({ ...stay, state: next.value }) : next;
}

/** Nobody is missing before the day of the arrival. */
export function decideNoShow(
  stay: Reservation,
  businessDate: string,
): Outcome<Reservation, "state_forbids" | "not_today"> {
  if (nextState(stay.state, "no_show").ok && stay.arrival > businessDate)
    return refuse("not_today", { values: { what: `the guest is expected on ${stay.arrival}`, businessDate } });
  return decideEnd(stay, "no_show");
}

export interface CheckInOptions {
  businessDate: string;
  /** Into a dirty room all the same. */
  force: boolean;
  mayForce: boolean;
}

export type CheckInRefusal =
  | "state_forbids"
  | "not_today"
  | "room_occupied"
  | "room_not_ready"
  | "force_forbidden"
  | RoomRefusal;

/** Guest in, room occupied (G4): the room is vacant, not out of order, and clean or inspected, or a dirty one is forced. */
export function decideCheckIn(
  stay: Reservation,
  room: Room,
  { businessDate, force, mayForce }: CheckInOptions,
): Outcome<StayAndRoom, CheckInRefusal> {
  const next = nextState(stay.state, "check_in");
  if (!next.ok) return next;
  if (businessDate < stay.arrival || businessDate >= stay.departure) {
    const what = `the stay is from ${stay.arrival} to ${stay.departure}`;
    return refuse("not_today", { values: { what, businessDate } });
  }
  const { number, service, housekeeping } = room;
  if (room.occupancy === "occupied") return refuse("room_occupied", { values: { number } });
  if (service === "ooo") return refuse("room_out_of_order", { values: { number, service: "out of order" } });
  if (housekeeping === "dirty" && !force) return refuse("room_not_ready", { values: { number, housekeeping } });
  if (housekeeping === "dirty" && !mayForce) return refuse("force_forbidden");
  return accept({
    stay: { ...stay, state: next.value, checkedInOn: businessDate },
    room: { ...room, occupancy: "occupied" },
  });
}

/** A check-in with the room that it is to be: assigned first where the stay has another one, or none. */
export function decideArrival(
  stay: Reservation,
  room: Room | null,
  options: CheckInOptions,
): Outcome<StayAndRoom, CheckInRefusal | "room_missing"> {
  if (room === null) {
    const next = nextState(stay.state, "assign");
    return next.ok ? refuse("room_missing") : next;
  }
  if (room.id === stay.roomId) return decideCheckIn(stay, room, options);
  const assigned = decideAssign(stay, room);
  return assigned.ok ? decideCheckIn(assigned.value, room, options) : assigned;
}

/** Back to before the check-in, as long as its business date is open. */
export function decideUndoCheckIn(
  stay: Reservation,
  room: Room | null,
  businessDate: string,
): Outcome<StayAndRoom, "state_forbids" | "room_missing" | "not_today"> {
  const next = nextState(stay.state, "undo_check_in");
  if (!next.ok) return next;
  if (room === null) return refuse("room_missing");
  if (stay.checkedInOn !== businessDate) {
    const what = `the check-in was on ${stay.checkedInOn ?? "another day"}`;
    return refuse("not_today", { values: { what, businessDate } });
  }
  return accept({
    stay: { ...stay, state: next.value, checkedInOn: null },
    room: { ...room, occupancy: "vacant" },
  });
}

/** Guest out, room vacant and dirty (G5). Nights that are left can be sold at once. */
export function decideCheckOut(
  stay: Reservation,
  room: Room | null,
  businessDate: string,
): Outcome<StayAndRoom, "state_forbids" | "room_missing"> {
  const next = nextState(stay.state, "check_out");
  if (!next.ok) return next;
  if (room === null) return refuse("room_missing");
  return accept({
    stay: { ...stay, state: next.value, checkedOutOn: businessDate },
    room: { ...room, occupancy: "vacant", housekeeping: "dirty" },
  });
}

/**
 * Back to before the check-out, as long as its business date is open and nobody else has the room: in the house, and due out when the
 * guest leaves today. The room stays dirty. Whether the nights are free yet is asked under the room's lock (G1).
 */
export function decideUndoCheckOut(
  stay: Reservation,
  room: Room | null,
  businessDate: string,
): Outcome<StayAndRoom, "state_forbids" | "room_missing" | "not_today" | "room_occupied" | RoomRefusal> {
  const back = nextState(stay.state, "undo_check_out");
  if (!back.ok) return back;
  if (room === null) return refuse("room_missing");
  const { number } = room;
  if (stay.checkedOutOn !== businessDate) {
    const what = `the check-out was on ${stay.checkedOutOn ?? "another day"}`;
    return refuse("not_today", { values: { what, businessDate } });
  }
  if (room.occupancy === "occupied") return refuse("room_occupied", { values: { number } });
  if (room.service === "ooo") return refuse("room_out_of_order", { values: { number, service: "out of order" } });
  const next = stay.departure <= businessDate ? nextState(back.value, "mark_due_out") : back;
  if (!next.ok) return next;
  return accept({
    stay: { ...stay, state: next.value, checkedOutOn: null },
    room: { ...room, occupancy: "occupied" },
  });
}

/**
 * Whether a list of the desk holds the stay on that business date (G6). Arrivals: who is still to come, and who came today. Departures:
 * who is in the house and leaves by today, and who left today. The lists of the database say the same in SQL.
 */
export function isInView(view: DeskView, stay: Reservation, businessDate: string): boolean {
  switch (view) {
    case "arrivals": {
      const isAwaited = stay.state === "confirmed" || stay.state === "assigned";
      return (isAwaited && stay.arrival <= businessDate) || stay.checkedInOn === businessDate;
    }
    case "in_house":
      return isInHouse(stay.state);
    case "departures":
      return (isInHouse(stay.state) && stay.departure <= businessDate) || stay.checkedOutOn === businessDate;
  }
}
