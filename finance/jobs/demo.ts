import { identity } from "~encore/clients";
import { clock } from "../../platform/clock";
import { isDemoAllowed } from "../../platform/demo";
import type { Health } from "../../platform/health";
import { newId } from "../../platform/ids";
import { hasUnpublished } from "../../platform/outbox";
import { rowChanged } from "../../platform/row-changed";
import { inTx, type Tx } from "../../platform/tx";
import { demoDrawers, demoExpenses } from "../domain/demo-desk";
import { type DemoHotel, demoWeek } from "../domain/demo-week";
import { revenueRecorded } from "../domain/revenue";
import { insertFlows, insertSession } from "../store/cash-session.store";
import { pool } from "../store/db";
import { isEmpty, lockIfEmpty } from "../store/demo.store";
import { insertExpense } from "../store/expense.store";
import { appendFinanceEvents, insertRevenue } from "../store/revenue.store";
import { relay } from "./relay";

type SeededHotel = DemoHotel & { orgId: string; workers: { personId: string; role: string }[] };

const ASK_AGAIN_MS = 200;
const TRIES = 150;

/** Books a week of revenue for the demo hotels, with two drawers and a few expenses, once, into an empty database of a development server. */
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
export async function seedHotels(hotels: readonly SeededHotel[]): Promise<void> {
  if (hotels.length === 0) return;
  await inTx(pool, async (tx) => {
    if (!(await lockIfEmpty(tx))) return;
    for (const hotel of hotels) {
      await seedHotel(tx, hotel);
    }
  });
}

async function seedHotel(tx: Tx, hotel: SeededHotel): Promise<void> {
  const { orgId } = hotel;
  const lines = demoWeek(hotel, clock.now(), newId);
  const drawers = demoDrawers(hotel, lines, newId);
  const newest = lines.at(-1);
  const expenses = newest === undefined ? [] : demoExpenses(hotel, newest, newId);
  for (const { session, flows, lines: taken } of drawers) {
    await insertSession(tx, orgId, session);
    await insertFlows(tx, session.id, flows);
    await insertRevenue(tx, orgId, taken, session.id);
  }
  const inDrawers = new Set(drawers.flatMap((drawer) => drawer.lines));
  const others = lines.filter((line) => !inDrawers.has(line));
  await insertRevenue(tx, orgId, others);
  for (const expense of expenses) await insertExpense(tx, orgId, expense, null);
  const change = (actorId: string) => ({ eventId: newId(), now: clock.now(), actorId });
  await appendFinanceEvents(tx, orgId, [
    ...lines.map((line) => revenueRecorded(line, newId())),
    ...drawers.map(({ session }) => rowChanged("cash-session", session, change(session.cashierId))),
    ...expenses.map((expense) => rowChanged("expense", expense, change(expense.submittedBy))),
  ]);
}

/** Service files run before the endpoints are there, so the first question waits a little too. */
async function demoHotels(): Promise<SeededHotel[]> {
  for (let tries = 1; ; tries++) {
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
    try {
      return (await identity.demoHotels()).hotels;
    } catch (err) {
      if (tries === TRIES) throw err;
    }
  }
}
