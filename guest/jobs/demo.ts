import { identity } from "~encore/clients";
import { clock } from "../../platform/clock";
import { isDemoAllowed } from "../../platform/demo";
import type { Health } from "../../platform/health";
import { newId } from "../../platform/ids";
import { hasUnpublished } from "../../platform/outbox";
import { rowChanged } from "../../platform/row-changed";
import { inTx } from "../../platform/tx";
import type { GuestEvent, ReservationEventType } from "../contract/events";
import type { StayState } from "../contract/types";
import { type DemoHotel, type DemoHouse, demoHouse } from "../domain/demo-house";
import { reservationChanged, roomChanged, roomTypeAdded } from "../domain/events";
import { nightsHeld } from "../domain/nights";
import { pool } from "../store/db";
import { isEmpty, lockIfEmpty } from "../store/demo.store";
import { appendGuestEvents } from "../store/events.store";
import { insertReservation } from "../store/reservation.store";
import { holdNights } from "../store/room-night.store";
import { insertRoom, insertRoomType } from "../store/room.store";
import { insertRequest } from "../store/service-request.store";
import type { Tx } from "../../platform/tx";
import { relay } from "./relay";

const ASK_AGAIN_MS = 200;
const TRIES = 150;

/** Fills the demo hotels with rooms and guests, once, in an empty database of a development server. */
export async function seedDemoHouse(): Promise<void> {
  if (isDemoAllowed() && (await isEmpty(pool))) {
    await seedHotels(await demoHotels());
    relay.wake();
    state = "publishing";
  } else {
    state = "settled";
  }
}

let state: "seeding" | "publishing" | "settled" = "seeding";

/** Not ready until the demo house, where this process made it, is published: a screen that is opened then is quiet. */
export async function isDemoSettled(): Promise<Health> {
  if (state === "publishing" && !(await hasUnpublished(pool))) state = "settled";
  return { ok: state === "settled", message: state === "settled" ? "settled" : `${state} the demo house` };
}

/** Seeds these hotels unless there ever was a room; several processes at once do it once. */
export async function seedHotels(hotels: readonly (DemoHotel & { orgId: string })[]): Promise<void> {
  if (hotels.length === 0) return;
  await inTx(pool, async (tx) => {
    if (!(await lockIfEmpty(tx))) return;
    for (const hotel of hotels) await insertHouse(tx, hotel.orgId, demoHouse(hotel, clock.now(), newId));
  });
}

/** How the rows came about is told by one event each. */
const TOLD: Record<StayState, ReservationEventType> = {
  confirmed: "reservation-made",
  assigned: "room-assigned",
  checked_in: "guest-checked-in",
  due_out: "stay-due-out",
  checked_out: "guest-checked-out",
  cancelled: "reservation-cancelled",
  no_show: "guest-not-arrived",
};

async function insertHouse(tx: Tx, orgId: string, { roomTypes, rooms, stays, requests }: DemoHouse): Promise<void> {
  const events: GuestEvent[] = [];
  const doing = () => ({ eventId: newId(), at: clock.now().toISOString(), actorId: "system" });
  for (const type of roomTypes) {
    await insertRoomType(tx, orgId, type);
    events.push(roomTypeAdded(type, doing()));
  }
  for (const room of rooms) {
    await insertRoom(tx, orgId, room);
    events.push(roomChanged("room-added", room, doing()));
  }
  for (const stay of stays) {
    await insertReservation(tx, orgId, stay);
    await holdNights(tx, stay.id, nightsHeld(stay));
    events.push(reservationChanged(TOLD[stay.state], stay, doing()));
  }
  for (const request of requests) {
    await insertRequest(tx, orgId, request);
    events.push(rowChanged("service-request", request, { eventId: newId(), now: clock.now(), actorId: "system" }));
  }
  await appendGuestEvents(tx, orgId, events);
}

/** Service files run before the endpoints are there, so the first question waits a little too. */
async function demoHotels(): Promise<(DemoHotel & { orgId: string })[]> {
  for (let tries = 1; ; tries++) {
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
    try {
      return (await identity.demoHotels()).hotels;
    } catch (err) {
      if (tries === TRIES) throw err;
    }
  }
}
