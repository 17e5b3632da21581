import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { inTx, type Tx } from "../../platform/tx";
import type { Shift, StaffMember } from "../contract/types";
import { shiftChanged } from "../domain/events";
import { watchShift } from "../domain/demo-staff";
import { demoWatches, WATCH_NAMES } from "../domain/demo-watches";
import { clockIn, clockOut } from "../store/attendance.store";
import { pool } from "../store/db";
import { listShiftsOf, lockDemo, lockMembersNamed } from "../store/demo.store";
import { appendStaffEvents, insert } from "../store/staff.store";

interface Place {
  orgId: string;
  propertyId: number;
}

const ACTOR = "system";

/**
 * Turns the watches of the demo hotels: whoever's has ended goes home, whoever's runs comes, and the day to come is planned. Done twice,
 * by two processes or after days, it changes nothing more. What people do with shifts and the clock stands.
 */
export async function turnWatches(hotels: readonly Place[]): Promise<void> {
  for (const hotel of hotels) {
    await inTx(pool, async (tx) => {
      await lockDemo(tx);
      await turnWatch(tx, hotel, clock.now());
    });
  }
}

async function turnWatch(tx: Tx, hotel: Place, now: Date): Promise<void> {
  const members = await lockMembersNamed(tx, hotel, WATCH_NAMES);
  const shifts = await listShiftsOf(
    tx,
    members.map(({ id }) => id),
  );
  const [first] = shifts;
  if (first === undefined) return;
  const planned = await planWatches(tx, hotel, members, shifts, Date.parse(first.startsAt), now);
  for (const member of members) {
    const own = [...shifts, ...planned].filter(({ memberId }) => memberId === member.id);
    const over = own.find(({ state, endsAt }) => state === "started" && Date.parse(endsAt) <= now.getTime());
    if (over !== undefined) await clockOut(tx, hotel.orgId, member, { now, at: new Date(over.endsAt), actorId: ACTOR });
    const due = own.find((shift) => shift.state === "accepted" && runs(shift, now));
    if (due !== undefined) await clockIn(tx, hotel.orgId, member, { now, at: new Date(due.startsAt), actorId: ACTOR });
  }
}

const runs = ({ startsAt, endsAt }: Shift, now: Date): boolean =>
  Date.parse(startsAt) <= now.getTime() && now.getTime() < Date.parse(endsAt);

/** Plans what nobody has planned yet; a member who has something else at that time is left alone. */
async function planWatches(
  tx: Tx,
  { orgId }: Place,
  members: readonly StaffMember[],
  shifts: readonly Shift[],
  begin: number,
  now: Date,
): Promise<Shift[]> {
  const wanted = demoWatches(begin, now).flatMap(({ startsAt, names }) =>
    members.filter(({ name }) => names.includes(name)).map((member) => watchShift(member, startsAt, newId())),
  );
  const planned = wanted.filter(
    ({ memberId, startsAt, endsAt }) =>
      !shifts.some((held) => held.memberId === memberId && held.startsAt < endsAt && startsAt < held.endsAt),
  );
  for (const shift of planned) await insert(tx, "shift", orgId, shift);
  const change = () => ({ eventId: newId(), now, actorId: ACTOR });
  await appendStaffEvents(
    tx,
    orgId,
    planned.map((shift) => shiftChanged(shift, change())),
  );
  return planned;
}
