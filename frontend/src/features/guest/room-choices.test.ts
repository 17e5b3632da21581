import { expect, test } from "vitest";
import type { contract } from "../../api/client.gen";
import { roomChoices } from "./room-choices";

const room = (number: string, more: Partial<contract.Room> = {}): contract.Room => ({
  id: number,
  version: 1,
  propertyId: 1,
  number,
  roomTypeId: "t",
  roomType: "DBL",
  floor: 1,
  occupancy: "vacant",
  housekeeping: "clean",
  service: "in",
  updatedAt: "2026-11-20T00:00:00.000Z",
  ...more,
});
const rooms = [
  room("301", { roomType: "STE" }),
  room("1002"),
  room("204"),
  room("205", { housekeeping: "dirty" }),
  room("206", { occupancy: "occupied" }),
  room("207", { service: "oos" }),
  room("208", { service: "ooo" }),
  room("101", { roomType: "SGL" }),
];
const numbers = (stay: { roomId: string | null; roomType: string }, mayForce: boolean): string[] =>
  roomChoices(rooms, stay, mayForce).map(({ number }) => number);

test("the assigned room comes first, then the booked type by number, then others, then small faults; what is not ready is left out", () => {
  expect(numbers({ roomId: "301", roomType: "DBL" }, false)).toEqual(["301", "204", "1002", "101", "207"]);
});

test("a dirty room comes last, for who may use it", () => {
  expect(numbers({ roomId: "205", roomType: "DBL" }, true)).toEqual(["204", "1002", "101", "301", "207", "205"]);
});
