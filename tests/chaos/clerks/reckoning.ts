import { isDeepStrictEqual } from "node:util";
import type { StreamEvent } from "../../lib/stream";
import type { Row } from "./desk-call";

const DAY_MS = 86_400_000;

/** The nights that a stay has its room: until it left, where it has left. */
function nightsOf({ state, arrival, departure, checkedOutOn }: Row): string[] {
  const isOver = state === "checked_out";
  if (!isOver && state !== "assigned" && state !== "checked_in" && state !== "due_out") return [];
  const end = Date.parse(String(isOver && String(checkedOutOn) < String(departure) ? checkedOutOn : departure));
  const nights: string[] = [];
  for (let at = Date.parse(String(arrival)); at < end; at += DAY_MS)
    nights.push(new Date(at).toISOString().slice(0, 10));
  return nights;
}

/** Rooms that are sold twice, and rooms that say another thing than their stays; by the rows alone, not by what guards them. */
export function problemsOfRooms(stays: readonly Row[], rooms: readonly Row[]): string[] {
  const problems: string[] = [];
  const sold = new Map<string, string>();
  for (const stay of stays)
    for (const night of nightsOf(stay)) {
      const what = `room ${String(stay["roomNumber"])} on ${night}`;
      const other = sold.get(what);
      if (other !== undefined) problems.push(`${what} is sold to ${other} and to ${String(stay["confirmation"])}`);
      sold.set(what, String(stay["confirmation"]));
    }
  for (const { id, number, occupancy } of rooms) {
    const here = stays.filter(
      (stay) => stay["roomId"] === id && ["checked_in", "due_out"].includes(String(stay["state"])),
    );
    if (here.length > 1) problems.push(`room ${String(number)} has ${here.length} guests`);
    if ((occupancy === "occupied") !== (here.length === 1))
      problems.push(`room ${String(number)} is ${String(occupancy)} with ${here.length} guests`);
  }
  return problems;
}

/** The row that an event brings. */
const rowOf = (event: StreamEvent): Row => {
  const { entity } = event as unknown as { entity: { id: string; version: number } };
  return { ...event.data, id: entity.id, version: entity.version, propertyId: event.propertyId };
};

const nameOf = ({ id, version }: Row): string => `${id} v${version}`;

/**
 * Events against what was acknowledged and against the rows as they are: each acknowledged change is told of once with the very row
 * that was answered, nothing else is told of these entities, and the newest event is the row.
 */
export function problemsOfEvents(
  events: readonly StreamEvent[],
  acknowledged: readonly Row[],
  rows: readonly Row[],
): string[] {
  const problems: string[] = [];
  const ids = new Set(rows.map(({ id }) => id));
  const told = new Map<string, Row>();
  for (const row of events.map(rowOf).filter(({ id }) => ids.has(id))) {
    if (told.has(nameOf(row))) problems.push(`${nameOf(row)} is told of twice`);
    told.set(nameOf(row), row);
  }
  const answered = new Map(acknowledged.map((row) => [nameOf(row), row]));
  if (answered.size !== acknowledged.length) problems.push("two writes were answered with the same version of a row");
  for (const [name, row] of answered)
    if (!isDeepStrictEqual(told.get(name), row)) problems.push(`${name} was acknowledged, and not told of as it is`);
  for (const name of told.keys()) if (!answered.has(name)) problems.push(`${name} is told of, and nobody did it`);
  for (const row of rows)
    if (!isDeepStrictEqual(told.get(nameOf(row)), row)) problems.push(`${nameOf(row)} is not what was told of it last`);
  return problems;
}

/** Rooms change by others' steps too: their versions are told of one after the other, and the last is the row. */
export function problemsOfVersions(events: readonly StreamEvent[], rows: readonly Row[]): string[] {
  return rows.flatMap((row) => {
    const told = events.map(rowOf).filter(({ id }) => id === row.id);
    const isDense = told.every(({ version }, i) => version === i + 1);
    return isDense && isDeepStrictEqual(told.at(-1), row)
      ? []
      : [`${nameOf(row)}: told ${told.map(nameOf).join(", ")}`];
  });
}

/** Each booking that was acknowledged is there as it was answered and is told of once, and there is no other. */
export function problemsOfBookings(
  events: readonly StreamEvent[],
  acknowledged: readonly Row[],
  booked: readonly Row[],
): string[] {
  const problems: string[] = [];
  const answered = new Map(acknowledged.map((row) => [row.id, row]));
  if (booked.length !== acknowledged.length)
    problems.push(`${acknowledged.length} bookings were acknowledged, ${booked.length} are there`);
  for (const row of booked) {
    if (!isDeepStrictEqual(answered.get(row.id), row))
      problems.push(`${nameOf(row)} is there and not as it was answered`);
    const told = events.map(rowOf).filter(({ id }) => id === row.id);
    if (told.length !== 1 || told[0]?.["amountMinor"] !== row["amountMinor"])
      problems.push(`${nameOf(row)} is told of ${told.length} times`);
  }
  return problems;
}
