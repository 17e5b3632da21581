import { identity } from "~encore/clients";
import { clock } from "../../platform/clock";
import { isDemoAllowed } from "../../platform/demo";
import type { Health } from "../../platform/health";
import { newId } from "../../platform/ids";
import { hasUnpublished } from "../../platform/outbox";
import { inTx } from "../../platform/tx";
import { type DemoHotel, demoWeek } from "../domain/demo-week";
import { revenueRecorded } from "../domain/revenue";
import { pool } from "../store/db";
import { isEmpty, lockIfEmpty } from "../store/demo.store";
import { appendFinanceEvents, insertRevenue } from "../store/revenue.store";
import { relay } from "./relay";

const ASK_AGAIN_MS = 200;
const TRIES = 150;

/** Books a week of revenue for the demo hotels, once, into an empty database of a development server. */
export async function seedDemoRevenue(): Promise<void> {
  if (isDemoAllowed() && (await isEmpty(pool))) {
    await seedHotels(await demoHotels());
    relay.wake();
  }
  booked = true;
}

let booked = false;
let published = false;

/** Not ready until the demo week, where there is one, is booked and published: a screen that is opened then is quiet. */
export async function isDemoSettled(): Promise<Health> {
  if (!booked) return { ok: false, message: "booking the demo week" };
  published ||= !isDemoAllowed() || !(await hasUnpublished(pool));
  return published
    ? { ok: true, message: "settled" }
    : { ok: false, message: "publishing what was booked before the start" };
}

/** Seeds these hotels unless revenue was ever booked; several processes at once do it once. */
export async function seedHotels(hotels: readonly (DemoHotel & { orgId: string })[]): Promise<void> {
  if (hotels.length === 0) return;
  await inTx(pool, async (tx) => {
    if (!(await lockIfEmpty(tx))) return;
    for (const hotel of hotels) {
      const lines = demoWeek(hotel, clock.now(), newId);
      await insertRevenue(tx, hotel.orgId, lines);
      await appendFinanceEvents(
        tx,
        hotel.orgId,
        lines.map((line) => revenueRecorded(line, newId())),
      );
    }
  });
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
