import { identity } from "~encore/clients";
import { clock } from "../../platform/clock";
import { isDemoAllowed } from "../../platform/demo";
import { newId } from "../../platform/ids";
import { rowChanged } from "../../platform/row-changed";
import { inTx, type Tx } from "../../platform/tx";
import { shiftChanged } from "../domain/events";
import { type DemoHotel, demoStaff } from "../domain/demo-staff";
import { pool } from "../store/db";
import { isEmpty, lockIfEmpty } from "../store/demo.store";
import { appendStaffEvents, insert } from "../store/staff.store";
import { noteStep } from "../store/task.store";
import { turnWatches } from "./demo-watches";
import { staffRelay, tasksRelay } from "./relays";

const ASK_AGAIN_MS = 200;
const TRIES = 150;

type Hotel = DemoHotel & { orgId: string };

/**
 * Puts staff, their shifts and some tasks into the demo hotels, once, into an empty database of a development server; and has those who
 * are planned for now on duty.
 */
export async function seedDemoStaff(): Promise<void> {
  if (!isDemoAllowed()) return;
  const hotels = await demoHotels();
  if (await isEmpty(pool)) await seedHotels(hotels);
  await turnDemoWatches(hotels);
  tasksRelay.wake();
}

let turned: readonly Hotel[] = [];

/** Has the watches of the demo hotels follow each other, once they are seeded. */
export async function turnDemoWatches(hotels = turned): Promise<void> {
  if (hotels.length === 0) return;
  await turnWatches(hotels);
  turned = hotels;
  staffRelay.wake();
}

/** Seeds these hotels unless somebody ever was on the staff; several processes at once do it once. */
export async function seedHotels(hotels: readonly Hotel[]): Promise<void> {
  if (hotels.length === 0) return;
  await inTx(pool, async (tx) => {
    if (!(await lockIfEmpty(tx))) return;
    for (const hotel of hotels) await seedHotel(tx, hotel);
  });
}

async function seedHotel(tx: Tx, hotel: Hotel): Promise<void> {
  const now = clock.now();
  const { members, shifts, tasks } = demoStaff(hotel, now, newId);
  const actorId = hotel.workers[0]?.personId ?? newId();
  const change = () => ({ eventId: newId(), now, actorId });
  for (const member of members) await insert(tx, "member", hotel.orgId, member);
  for (const shift of shifts) await insert(tx, "shift", hotel.orgId, shift);
  for (const task of tasks) {
    await insert(tx, "task", hotel.orgId, task);
    await noteStep(tx, hotel.orgId, task, { step: "create", note: null, now, actorId });
  }
  await appendStaffEvents(tx, hotel.orgId, [
    ...members.map((member) => rowChanged("member", member, change())),
    ...shifts.map((shift) => shiftChanged(shift, change())),
  ]);
}

/** Service files run before the endpoints are there, so the first question waits a little too. */
async function demoHotels(): Promise<Hotel[]> {
  for (let tries = 1; ; tries++) {
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
    try {
      return (await identity.demoHotels()).hotels;
    } catch (err) {
      if (tries === TRIES) throw err;
    }
  }
}
