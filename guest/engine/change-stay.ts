import { accept, type Outcome, refuse } from "../../platform/outcome";
import { once } from "../../platform/idempotency";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { appendGuestEvents } from "../store/events.store";
import type { ReservationEventType } from "../contract/events";
import type { Reservation, Room } from "../contract/types";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { lockReservation } from "../store/reservation.store";
import { lockRooms } from "../store/room.store";
import { onHeldDay } from "./open-day";
import { type Actor, StayWriter } from "./stay-writer";

/** One change of one reservation. */
export interface StayChange {
  actor: Actor;
  id: string;
  /** Where it is, on the business date that the caller knows. */
  property: { propertyId: number; businessDate: string };
  /** The version that the change is based on. */
  version: number;
  /** Of the room that the request names, if it names one. */
  roomId?: string;
  /** For the repeat of a request. */
  endpoint: string;
  key: string | undefined;
  request: unknown;
}

/** What a rule makes of a stay: the stay as it is to be, with its room where that changes too. */
export interface StayDecision {
  type: ReservationEventType;
  stay: Reservation;
  room?: Room;
}

/** The stay and its rooms, all locked, on a day that stays open until all is done. */
export interface Locked {
  businessDate: string;
  stay: Reservation;
  /** The room that it has. */
  room: Room | null;
  /** The room that the request names; null when it names none. */
  wanted: Room | null;
}

export type ChangeRefusal =
  | "reservation_not_found"
  | "version_conflict"
  | "room_not_found"
  | "room_taken"
  | "idempotency_key_reused";

/** Decides on a reservation under its lock and those of its rooms, and stores rows, nights and events together. */
export async function changeStay<R extends string>(
  change: StayChange,
  decide: (locked: Locked) => Outcome<StayDecision, R>,
): Promise<Outcome<Reservation, R | ChangeRefusal>> {
  const { actor, id, version, endpoint, key, request } = change;
  const whose = { orgId: actor.orgId, personId: actor.personId, endpoint, key };
  const outcome = await inTx(pool, (tx) =>
    once<Reservation, R | ChangeRefusal>(tx, whose, request, actor.now, async () => {
      const { businessDate } = await onHeldDay(tx, actor.orgId, change.property);
      const stay = await lockReservation(tx, actor.orgId, id);
      if (stay === null) return refuse("reservation_not_found", { values: { id } });
      const current = onVersion(stay.version, version);
      if (!current.ok) return current;
      const ids = [stay.roomId, change.roomId].filter((each) => typeof each === "string");
      const rooms = await lockRooms(tx, stay.propertyId, [...new Set(ids)]);
      const byId = (roomId: string | null | undefined): Room | null => rooms.find((r) => r.id === roomId) ?? null;
      const wanted = byId(change.roomId);
      if (change.roomId !== undefined && wanted === null)
        return refuse("room_not_found", { values: { id: change.roomId } });
      const decided = decide({ businessDate, stay, room: byId(stay.roomId), wanted });
      if (!decided.ok) return decided;
      const writer = new StayWriter(tx, actor);
      const changed = await writer.change(decided.value.stay, decided.value.type);
      if (!changed.ok) return changed;
      if (decided.value.room !== undefined) await writer.changeRoom(decided.value.room);
      await appendGuestEvents(tx, actor.orgId, writer.events);
      return accept(changed.value);
    }),
  );
  relay.wake();
  return outcome;
}
