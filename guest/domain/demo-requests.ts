import type { RequestCategory, RequestChannel, Reservation, ServiceRequest } from "../contract/types";
import { DUE_MINUTES } from "./service-request";

interface Plan {
  guest: string;
  wish: string;
  category: RequestCategory;
  channel: RequestChannel;
  /** How long ago it was asked for. */
  minutesAgo: number;
  isStarted?: true;
}

const PLANS: readonly Plan[] = [
  { guest: "Ines Carvalho", wish: "Two more pillows", category: "housekeeping", channel: "phone", minutesAgo: 6 },
  {
    guest: "Keira Doyle",
    wish: "The air conditioning does not cool",
    category: "maintenance",
    channel: "chat",
    minutesAgo: 25,
    isStarted: true,
  },
  {
    guest: "Jonas Lindqvist",
    wish: "A taxi to the airport at 06:15",
    category: "other",
    channel: "desk",
    minutesAgo: 12,
  },
];
const MINUTE_MS = 60_000;

/** What guests of the demo house have asked for today. */
export function demoRequests(stays: readonly Reservation[], now: Date, newId: () => string): ServiceRequest[] {
  return PLANS.flatMap(({ guest, minutesAgo, isStarted, ...what }) => {
    const stay = stays.find(({ guestName }) => guestName === guest);
    if (stay === undefined) return [];
    const asked = now.getTime() - minutesAgo * MINUTE_MS;
    return [
      {
        id: newId(),
        version: 1,
        propertyId: stay.propertyId,
        ...what,
        roomId: stay.roomId,
        roomNumber: stay.roomNumber,
        reservationId: stay.id,
        dueAt: new Date(asked + DUE_MINUTES[what.category] * MINUTE_MS).toISOString(),
        state: isStarted === true ? ("in_progress" as const) : ("open" as const),
        handledBy: isStarted === true ? stay.createdBy : null,
        resolution: null,
        endedAt: null,
        createdBy: stay.createdBy,
        createdAt: new Date(asked).toISOString(),
        updatedAt: new Date(asked).toISOString(),
      },
    ];
  });
}
