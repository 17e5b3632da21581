import { expect, test } from "vitest";
import type { DeskView, Reservation, Room } from "../contract/types";
import {
  decideArrival,
  decideCheckIn,
  decideCheckOut,
  decideNoShow,
  decideUndoCheckIn,
  decideUndoCheckOut,
  isInView,
} from "./desk";

const TODAY = "2026-11-20";
const room: Room = {
  id: "r",
  version: 3,
  propertyId: 1,
  number: "204",
  roomTypeId: "t",
  roomType: "DBL",
  floor: 2,
  occupancy: "vacant",
  housekeeping: "clean",
  service: "in",
  updatedAt: "2026-11-20T00:00:00.000Z",
};
const stay: Reservation = {
  id: "s",
  version: 2,
  propertyId: 1,
  confirmation: "7K3QX9M24T",
  state: "assigned",
  guestId: "g",
  guestName: "Ada",
  guestEmail: null,
  guestPhone: null,
  isVip: false,
  roomTypeId: "t",
  roomType: "DBL",
  roomId: "r",
  roomNumber: "204",
  arrival: TODAY,
  departure: "2026-11-22",
  nights: 2,
  adults: 2,
  nightlyRateMinor: 100,
  currency: "EUR",
  eta: null,
  notes: null,
  checkedInOn: null,
  checkedOutOn: null,
  createdBy: "p",
  createdAt: "2026-11-20T00:00:00.000Z",
  updatedAt: "2026-11-20T00:00:00.000Z",
};
const plain = { businessDate: TODAY, force: false, mayForce: false };

test.each<[what: string, room: Partial<Room>, options: Partial<typeof plain>, reason: string | null]>([
  ["clean", {}, {}, null],
  ["inspected", { housekeeping: "inspected" }, {}, null],
  ["dirty", { housekeeping: "dirty" }, {}, "room_not_ready"],
  ["dirty, forced without the right", { housekeeping: "dirty" }, { force: true }, "force_forbidden"],
  ["dirty, forced", { housekeeping: "dirty" }, { force: true, mayForce: true }, null],
  ["occupied, forced", { occupancy: "occupied" }, { force: true, mayForce: true }, "room_occupied"],
  ["out of service", { service: "oos" }, {}, null],
  ["out of service and dirty", { service: "oos", housekeeping: "dirty" }, {}, "room_not_ready"],
  ["out of order, forced", { service: "ooo" }, { force: true, mayForce: true }, "room_out_of_order"],
])("[G4] a check-in to a room that is %s", (_what, more, options, reason) => {
  const decided = decideCheckIn(stay, { ...room, ...more }, { ...plain, ...options });
  const done = { value: { stay: { state: "checked_in", checkedInOn: TODAY }, room: { occupancy: "occupied" } } };
  expect(decided).toMatchObject(reason === null ? done : { ok: false, reason });
});

test.each([
  ["2026-11-19", "not_today"],
  ["2026-11-20", null],
  ["2026-11-21", null],
  ["2026-11-22", "not_today"],
])("[G4] a check-in on %s of a stay from the 20th to the 22nd", (businessDate, reason) => {
  const decided = decideCheckIn(stay, room, { ...plain, businessDate });
  expect(decided.ok ? null : decided.reason).toBe(reason);
});

test("[G4] a check-in names its room, or has one", () => {
  const unassigned: Reservation = { ...stay, state: "confirmed", roomId: null, roomNumber: null };
  expect(decideArrival(unassigned, null, plain)).toMatchObject({ reason: "room_missing" });
  expect(decideArrival(unassigned, room, plain)).toMatchObject({ value: { stay: { roomId: "r", roomNumber: "204" } } });
  expect(decideArrival({ ...unassigned, state: "cancelled" }, null, plain)).toMatchObject({ reason: "state_forbids" });
  expect(decideArrival({ ...stay, state: "checked_in" }, { ...room, id: "other" }, plain)).toMatchObject({
    reason: "state_forbids",
  });
});

test("[G5] a check-out leaves the room vacant and dirty", () => {
  const here: Reservation = { ...stay, state: "checked_in", checkedInOn: TODAY };
  expect(decideCheckOut(here, { ...room, occupancy: "occupied" }, "2026-11-21")).toMatchObject({
    value: {
      stay: { state: "checked_out", checkedOutOn: "2026-11-21" },
      room: { occupancy: "vacant", housekeeping: "dirty" },
    },
  });
});

test("[G13] a check-in is taken back on its own business date only", () => {
  const here: Reservation = { ...stay, state: "checked_in", checkedInOn: TODAY };
  const taken: Room = { ...room, occupancy: "occupied" };
  expect(decideUndoCheckIn(here, taken, TODAY)).toMatchObject({
    value: { stay: { state: "assigned", checkedInOn: null }, room: { occupancy: "vacant", housekeeping: "clean" } },
  });
  expect(decideUndoCheckIn(here, taken, "2026-11-21")).toMatchObject({ reason: "not_today" });
});

test.each<[what: string, stay: Partial<Reservation>, room: Partial<Room>, result: object]>([
  [
    "of today",
    {},
    {},
    { value: { stay: { state: "checked_in", checkedOutOn: null }, room: { occupancy: "occupied" } } },
  ],
  ["of who leaves today", { departure: TODAY }, {}, { value: { stay: { state: "due_out" } } }],
  ["of yesterday", { checkedOutOn: "2026-11-19" }, {}, { reason: "not_today" }],
  ["whose room has another guest", {}, { occupancy: "occupied" }, { reason: "room_occupied" }],
  ["whose room is out of order", {}, { service: "ooo" }, { reason: "room_out_of_order" }],
  ["that never was", { state: "checked_in" }, {}, { reason: "state_forbids" }],
])("[G13] a check-out %s is taken back, or why not", (_what, more, roomMore, result) => {
  const gone: Reservation = { ...stay, state: "checked_out", arrival: "2026-11-18", checkedOutOn: TODAY, ...more };
  const left: Room = { ...room, housekeeping: "dirty", ...roomMore };
  expect(decideUndoCheckOut(gone, left, TODAY)).toMatchObject(result);
});

test("[G2] nobody is missing before the day of the arrival", () => {
  expect(decideNoShow(stay, "2026-11-19")).toMatchObject({ reason: "not_today" });
  expect(decideNoShow(stay, TODAY)).toMatchObject({ value: { state: "no_show" } });
});

test.each<[view: DeskView, stay: Partial<Reservation>, isIn: boolean]>([
  ["arrivals", {}, true],
  ["arrivals", { arrival: "2026-11-19" }, true],
  ["arrivals", { arrival: "2026-11-21" }, false],
  ["arrivals", { state: "cancelled" }, false],
  ["arrivals", { state: "checked_in", checkedInOn: TODAY }, true],
  ["arrivals", { state: "checked_in", checkedInOn: "2026-11-19" }, false],
  ["in_house", {}, false],
  ["in_house", { state: "checked_in" }, true],
  ["in_house", { state: "due_out" }, true],
  ["in_house", { state: "checked_out" }, false],
  ["departures", { state: "checked_in" }, false],
  ["departures", { state: "checked_in", departure: TODAY }, true],
  ["departures", { state: "due_out", departure: "2026-11-19" }, true],
  ["departures", { state: "assigned", departure: TODAY }, false],
  ["departures", { state: "checked_out", checkedOutOn: TODAY }, true],
  ["departures", { state: "checked_out", checkedOutOn: "2026-11-19" }, false],
])("[G6] %s with %o", (view, more, isIn) => {
  expect(isInView(view, { ...stay, ...more }, TODAY)).toBe(isIn);
});
