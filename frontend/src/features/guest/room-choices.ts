import type { contract } from "../../api/client.gen";

type Stay = Pick<contract.Reservation, "roomId" | "roomType">;

/**
 * The rooms that a guest can move into, the most fitting first: the assigned one, then those of the booked type, then others; dirty ones
 * last, and only for who may use them.
 */
export function roomChoices(rooms: readonly contract.Room[], stay: Stay, mayForce: boolean): contract.Room[] {
  const rank = ({ id, roomType, housekeeping }: contract.Room): number =>
    (housekeeping === "dirty" ? 4 : 0) + (id === stay.roomId ? 0 : roomType === stay.roomType ? 1 : 2);
  return rooms
    .filter(({ occupancy, service }) => occupancy === "vacant" && service === "in")
    .filter(({ housekeeping }) => housekeeping !== "dirty" || mayForce)
    .toSorted((a, b) => rank(a) - rank(b) || a.number.localeCompare(b.number, undefined, { numeric: true }));
}
