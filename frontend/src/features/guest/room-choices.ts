import type { contract } from "../../api/client.gen";

type Stay = Pick<contract.Reservation, "roomId" | "roomType">;

/**
 * The rooms that a guest can move into, the most fitting first: the assigned one, then those of the booked type, then others; those with a
 * small fault behind them, and dirty ones last, and only for who may use them.
 */
export function roomChoices(rooms: readonly contract.Room[], stay: Stay, mayForce: boolean): contract.Room[] {
  const rank = ({ id, roomType, housekeeping, service }: contract.Room): number =>
    (housekeeping === "dirty" ? 8 : 0) +
    (id === stay.roomId ? 0 : (service === "oos" ? 4 : 0) + (roomType === stay.roomType ? 1 : 2));
  return rooms
    .filter(({ occupancy, service }) => occupancy === "vacant" && service !== "ooo")
    .filter(({ housekeeping }) => housekeeping !== "dirty" || mayForce)
    .toSorted((a, b) => rank(a) - rank(b) || a.number.localeCompare(b.number, undefined, { numeric: true }));
}
