import { Temporal } from "temporal-polyfill";
import { daysBetween } from "../../platform/day";
import type { Reservation, Room, RoomType, ServiceRequest } from "../contract/types";
import { confirmationOf } from "./reservation";
import { DEMO_PLANS, type DemoPlan } from "./demo-plans";
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
  const stays = DEMO_PLANS.map((plan, i) => {
    const ids = { id: newId(), guestId: newId(), createdBy: found(hotel.people[i % hotel.people.length]) };
    const room = plan.room === undefined ? null : found(rooms[plan.room]);
    return demoStay(plan, hotel, typeOf(roomTypes, plan.type), room, now, ids);
  });
  const requests = demoRequests(stays, now, newId);
  return { roomTypes, rooms, stays, requests };
}

function demoRoom(place: number, type: RoomType, now: Date, id: string): Room {
  const floor = 1 + Math.floor(place / FLOOR.length);
  const guest = DEMO_PLANS.find(({ room, state }) => room === place && (state === "checked_in" || state === "due_out"));
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
  plan: DemoPlan,
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
    checkedOutOn: plan.state === "checked_out" ? departure : null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

const typeOf = (types: readonly RoomType[], code: string): RoomType => found(types.find((type) => type.code === code));

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the demo house lacks a part");
  return value;
}
