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
    state = "publishing";
  } else {
    state = "settled";
  }
}

let state: "booking" | "publishing" | "settled" = "booking";

/**
 * Not ready until the demo week, where this process booked it, is published: a screen that is opened then is quiet. A later start waits
 * for nothing, since under load something always waits to be published.
 */
export async function isDemoSettled(): Promise<Health> {
  if (state === "publishing" && !(await hasUnpublished(pool))) state = "settled";
  return { ok: state === "settled", message: state === "settled" ? "settled" : `${state} the demo week` };
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
