import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { inTx } from "../../platform/tx";
import { nextState } from "../domain/stay-states";
import { StayWriter } from "../engine/stay-writer";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendGuestEvents } from "../store/events.store";
import { findLeaving } from "../store/reservation.read";
import { lockReservation } from "../store/reservation.store";
import { lockRooms } from "../store/room.store";

interface MarkDueOutRequest {
  orgId: string;
  propertyId: number;
  /** The day that has just been opened, YYYY-MM-DD. */
  businessDate: string;
  /** Who closed the day before. */
  actorId: string;
}

interface MarkDueOutResponse {
  marked: number;
}

/** Who is to leave by that business date is due out. Called when a day is opened; a repeat marks nobody twice. */
export const markDueOut = api(
  { method: "POST", path: "/guest/internal/mark-due-out", expose: false },
  async ({ orgId, propertyId, businessDate, actorId }: MarkDueOutRequest): Promise<MarkDueOutResponse> => {
    let marked = 0;
    const actor = { orgId, personId: actorId, now: clock.now() };
    for (const id of await findLeaving(pool, orgId, propertyId, businessDate)) {
      marked += await inTx(pool, async (tx) => {
        const stay = await lockReservation(tx, orgId, id);
        const next = stay === null ? null : nextState(stay.state, "mark_due_out");
        if (stay === null || next?.ok !== true || stay.departure > businessDate) return 0;
        await lockRooms(tx, propertyId, stay.roomId === null ? [] : [stay.roomId]);
        const writer = new StayWriter(tx, actor);
        const changed = await writer.change({ ...stay, state: next.value }, "stay-due-out");
        if (!changed.ok) throw new Error(`reservation ${id} has lost its room: ${changed.reason}`);
        await appendGuestEvents(tx, orgId, writer.events);
        return 1;
      });
    }
    relay.wake();
    return { marked };
  },
);
