import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import type { Tx } from "../../platform/tx";
import type { GuestEvent, ReservationEventType } from "../contract/events";
import type { Reservation, Room } from "../contract/types";
import { reservationChanged, roomChanged } from "../domain/events";
import { nightsHeld } from "../domain/nights";
import { insertReservation, updateReservation } from "../store/reservation.store";
import { findSold, holdNights } from "../store/room-night.store";
import { updateRoom } from "../store/room.store";

/** Who does it, and when. */
export interface Actor {
  orgId: string;
  personId: string;
  now: Date;
}

/**
 * Carries decisions about stays and rooms out inside one transaction, and collects the events, which its owner stores as the last
 * statement. Nothing is written when it refuses. The reservation and every room that it has, had or gets are locked.
 */
export class StayWriter {
  readonly events: GuestEvent[] = [];
  readonly #tx: Tx;
  readonly #actor: Actor;

  constructor(tx: Tx, actor: Actor) {
    this.#tx = tx;
    this.#actor = actor;
  }

  async make(stay: Reservation): Promise<Reservation> {
    await insertReservation(this.#tx, this.#actor.orgId, stay);
    this.events.push(reservationChanged("reservation-made", stay, this.#doing()));
    return stay;
  }

  /** Stores the reservation with its nights, at the next version. `room_taken` when one of them is sold to somebody else (G1). */
  async change(stay: Reservation, type: ReservationEventType): Promise<Outcome<Reservation, "room_taken">> {
    const held = nightsHeld(stay);
    if (held !== null) {
      const sold = await findSold(this.#tx, held.roomId, held.nights, stay.id);
      if (sold !== null) return refuse("room_taken", { values: { number: stay.roomNumber ?? "", ...sold } });
    }
    const after = { ...stay, version: stay.version + 1, updatedAt: this.#actor.now.toISOString() };
    await updateReservation(this.#tx, after);
    await holdNights(this.#tx, stay.id, held);
    this.events.push(reservationChanged(type, after, this.#doing()));
    return accept(after);
  }

  /** Stores the room's state at the next version. */
  async changeRoom(room: Room): Promise<Room> {
    const after = { ...room, version: room.version + 1, updatedAt: this.#actor.now.toISOString() };
    await updateRoom(this.#tx, after);
    this.events.push(roomChanged("room-state-changed", after, this.#doing()));
    return after;
  }

  #doing() {
    return { eventId: newId(), at: this.#actor.now.toISOString(), actorId: this.#actor.personId };
  }
}
