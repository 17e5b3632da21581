import { Temporal } from "temporal-polyfill";
import type { Reservation, Room, RoomType, ServiceRequest, StayState } from "../contract/types";
import { daysBetween } from "./nights";
import { confirmationOf } from "./reservation";
import { demoRequests } from "./demo-requests";

export interface DemoHotel {
  propertyId: number;
  timeZone: string;
  currency: string;
  /** Person ids; each made some of the reservations. */
  people: string[];
}

export interface DemoHouse {
  roomTypes: RoomType[];
  rooms: Room[];
  stays: Reservation[];
  requests: ServiceRequest[];
}

const TYPES = [
  { code: "SGL", name: "Single", capacity: 1, euros: 89 },
  { code: "DBL", name: "Double", capacity: 2, euros: 129 },
  { code: "STE", name: "Suite", capacity: 4, euros: 245 },
] as const;
const FLOORS = 3;
/** Of one floor, by place: two singles, five doubles, a suite. */
const FLOOR = ["SGL", "SGL", "DBL", "DBL", "DBL", "DBL", "DBL", "STE"] as const;
/** Rough rates, only to make the numbers look right. */
const PER_EURO: Readonly<Record<string, number>> = { EUR: 1, GBP: 0.86, INR: 92 };

interface Plan {
  name: string;
  state: StayState;
  /** Days from today to the arrival and to the departure. */
  from: number;
  to: number;
  /** Place of its room in the house; none is assigned without. */
  room?: number;
  type: (typeof TYPES)[number]["code"];
  eta?: string;
  isVip?: boolean;
  notes?: string;
}

/** Room 0 to 23 in the order of their numbers: 101 to 108, 201 to 208, 301 to 308. */
const PLANS: readonly Plan[] = [
  { name: "Amara Okafor", state: "assigned", from: 0, to: 3, room: 2, type: "DBL", eta: "14:30" },
  { name: "Benedikt Sauer", state: "assigned", from: 0, to: 1, room: 0, type: "SGL", eta: "18:00" },
  { name: "Chiara Ricci", state: "confirmed", from: 0, to: 2, type: "DBL", eta: "16:15", notes: "Quiet room, please" },
  { name: "Daniel Novak", state: "confirmed", from: 0, to: 4, type: "DBL" },
  { name: "Elena Petrova", state: "assigned", from: 0, to: 2, room: 7, type: "STE", eta: "15:00", isVip: true },
  { name: "Farid Haddad", state: "confirmed", from: 0, to: 1, type: "SGL", eta: "22:45", notes: "Arrives late" },
  { name: "Grace Whitfield", state: "confirmed", from: 0, to: 5, type: "DBL", eta: "13:00" },
  { name: "Hiro Tanaka", state: "checked_in", from: 0, to: 2, room: 10, type: "DBL" },
  { name: "Ines Carvalho", state: "checked_in", from: -1, to: 2, room: 3, type: "DBL" },
  { name: "Jonas Lindqvist", state: "checked_in", from: -2, to: 1, room: 11, type: "DBL" },
  { name: "Keira Doyle", state: "checked_in", from: -1, to: 3, room: 15, type: "STE", isVip: true },
  { name: "Luis Ortega", state: "checked_in", from: -3, to: 1, room: 18, type: "DBL" },
  { name: "Mei Chen", state: "checked_in", from: -1, to: 1, room: 16, type: "SGL" },
  { name: "Noah Bergmann", state: "due_out", from: -2, to: 0, room: 4, type: "DBL" },
  {
    name: "Oksana Melnyk",
    state: "due_out",
    from: -4,
    to: 0,
    room: 12,
    type: "DBL",
    notes: "Late check-out until 13:00",
  },
  { name: "Priya Nair", state: "due_out", from: -1, to: 0, room: 19, type: "DBL" },
  { name: "Quentin Moreau", state: "checked_out", from: -2, to: 0, room: 20, type: "DBL" },
  { name: "Rosa Jimenez", state: "confirmed", from: 1, to: 3, type: "DBL" },
  { name: "Samuel Adeyemi", state: "confirmed", from: 2, to: 6, type: "STE", isVip: true },
];
/** Rooms that are not simply clean, by place. */
const DIRTY = new Set([1, 5, 13, 20]);
const INSPECTED = new Set([0, 2, 7, 21]);
const OUT_OF_ORDER = 23;

/** A small house on its day: the same for every hotel but for dates, ids and rates. */
export function demoHouse(hotel: DemoHotel, now: Date, newId: () => string): DemoHouse {
  const roomTypes = TYPES.map(({ code, name, capacity }) => ({
    id: newId(),
    version: 1,
    propertyId: hotel.propertyId,
    code,
    name,
    capacity,
  }));
  const rooms = Array.from({ length: FLOORS * FLOOR.length }, (_, place) =>
    demoRoom(place, typeOf(roomTypes, found(FLOOR[place % FLOOR.length])), now, newId()),
  );
  const stays = PLANS.map((plan, i) => {
    const ids = { id: newId(), guestId: newId(), createdBy: found(hotel.people[i % hotel.people.length]) };
    const room = plan.room === undefined ? null : found(rooms[plan.room]);
    return demoStay(plan, hotel, typeOf(roomTypes, plan.type), room, now, ids);
  });
  const requests = demoRequests(stays, now, newId);
  return { roomTypes, rooms, stays, requests };
}

function demoRoom(place: number, type: RoomType, now: Date, id: string): Room {
  const floor = 1 + Math.floor(place / FLOOR.length);
  const guest = PLANS.find(({ room, state }) => room === place && (state === "checked_in" || state === "due_out"));
  return {
    id,
    version: 1,
    propertyId: type.propertyId,
    number: String(floor * 100 + 1 + (place % FLOOR.length)),
    roomTypeId: type.id,
    roomType: type.code,
    floor,
    occupancy: guest === undefined ? "vacant" : "occupied",
    housekeeping: DIRTY.has(place) ? "dirty" : INSPECTED.has(place) ? "inspected" : "clean",
    service: place === OUT_OF_ORDER ? "ooo" : "in",
    updatedAt: now.toISOString(),
  };
}

function demoStay(
  plan: Plan,
  hotel: DemoHotel,
  type: RoomType,
  room: Room | null,
  now: Date,
  ids: Pick<Reservation, "id" | "guestId" | "createdBy">,
): Reservation {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const today = instant.toZonedDateTimeISO(hotel.timeZone).toPlainDate();
  const arrival = today.add({ days: plan.from }).toString();
  const departure = today.add({ days: plan.to }).toString();
  const euros = found(TYPES.find(({ code }) => code === plan.type)).euros;
  const wasIn = ["checked_in", "due_out", "checked_out"].includes(plan.state);
  return {
    ...ids,
    version: 1,
    propertyId: hotel.propertyId,
    confirmation: confirmationOf(ids.id),
    state: plan.state,
    guestName: plan.name,
    guestEmail: null,
    guestPhone: null,
    isVip: plan.isVip ?? false,
    roomTypeId: type.id,
    roomType: type.code,
    roomId: room?.id ?? null,
    roomNumber: room?.number ?? null,
    arrival,
    departure,
    nights: daysBetween(arrival, departure),
    adults: type.capacity === 1 ? 1 : 2,
    nightlyRateMinor: Math.round(euros * (PER_EURO[hotel.currency] ?? 1)) * 100,
    currency: hotel.currency,
    eta: plan.eta ?? null,
    notes: plan.notes ?? null,
    checkedInOn: wasIn ? arrival : null,
    checkedOutOn: plan.state === "checked_out" ? today.toString() : null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

const typeOf = (types: readonly RoomType[], code: string): RoomType => found(types.find((type) => type.code === code));

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the demo house lacks a part");
  return value;
}
