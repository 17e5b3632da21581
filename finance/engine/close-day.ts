import { guest, identity } from "~encore/clients";
import type { Grant } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { crashPoint } from "../../platform/crash-point";
import { newId } from "../../platform/ids";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { rowChanged } from "../../platform/row-changed";
import type { Queryable } from "../../platform/sql";
import { inTx, type Tx } from "../../platform/tx";
import type { DayClose, DayCloseState } from "../contract/day-close";
import type { FinanceRefusal } from "../contract/errors";
import { decideClose, type Findings, mayClose } from "../domain/day-close";
import { balanceOf, trialBalance, unbalanced } from "../domain/trial-balance";
import { relay } from "../jobs/relay";
import { closeBooks, lockBooks } from "../store/books.store";
import {
  findCloseOf,
  findRunning,
  insertClose,
  insertTrialBalance,
  lockClose,
  updateClose,
} from "../store/day-close.store";
import {
  countOpenDrawers,
  countOpenExpenses,
  type DayOfBooks,
  sumExpenses,
  sumRevenue,
  sumVariances,
} from "../store/day.read";
import { pool } from "../store/db";
import { appendFinanceEvents } from "../store/revenue.store";

/** Who closes which day where. */
export interface CloseAsked {
  orgId: string;
  personId: string;
  property: Grant;
  businessDate: string;
  /** Why, though something is open. */
  reason: string | null;
}

/**
 * Closes the day, or goes on with a close of it that was cut off: each step is noted before the next begins, and taking one again
 * changes nothing (F10). The close of a day that is closed already is given as it is.
 */
export async function closeDay(asked: CloseAsked): Promise<Outcome<DayClose, FinanceRefusal>> {
  const { orgId, property } = asked;
  const running = await findRunning(pool, orgId, property.propertyId);
  if (running !== null) await finishClose(orgId, running);
  const begun = await beginClose(asked);
  return begun.ok ? accept(await finishClose(orgId, begun.value)) : begun;
}

/** Looks at what is open and locks the books of the day (F11, F12), or gives the close that there is. */
export async function beginClose(asked: CloseAsked): Promise<Outcome<DayClose, FinanceRefusal>> {
  const { orgId, personId, property, businessDate, reason } = asked;
  const { propertyId } = property;
  const found = await findCloseOf(pool, orgId, propertyId, businessDate);
  if (found !== null) return accept(found);
  const now = clock.now();
  const allowed = mayClose(businessDate, property, now);
  if (!allowed.ok) return allowed;
  const stays = await openStays({ orgId, propertyId, businessDate });
  const outcome = await inTx(pool, async (tx) => {
    await lockBooks(tx, propertyId);
    const other = await findCloseOf(tx, orgId, propertyId, businessDate);
    if (other !== null) return accept(other);
    if ((await findRunning(tx, orgId, propertyId)) !== null) return refuse("close_running");
    const findings = { ...stays, ...(await openBooks(tx, { orgId, propertyId, businessDate })) };
    const booking = { id: newId(), now, personId, property: { ...property, closedThrough: null } };
    const decided = decideClose({ propertyId, businessDate, reason }, findings, booking);
    if (!decided.ok) return decided;
    await insertClose(tx, orgId, decided.value);
    await closeBooks(tx, orgId, propertyId, businessDate);
    await tell(tx, orgId, decided.value);
    return decided;
  });
  crashPoint("during-day-close");
  relay.wake();
  return outcome;
}

/** What is open of a day, in these books and as the desk tells. */
export async function findOpen(day: DayOfBooks): Promise<Findings> {
  return { ...(await openStays(day)), ...(await openBooks(pool, day)) };
}

async function openStays(day: DayOfBooks): Promise<Pick<Findings, "arrivalsOpen" | "departuresOpen">> {
  const { openArrivals, openDepartures } = await guest.dayStatus({
    propertyId: day.propertyId,
    businessDate: day.businessDate,
  });
  return { arrivalsOpen: openArrivals, departuresOpen: openDepartures };
}

const openBooks = async (db: Queryable, day: DayOfBooks): Promise<Pick<Findings, "cashOpen" | "expensesOpen">> => ({
  cashOpen: await countOpenDrawers(db, day),
  expensesOpen: await countOpenExpenses(db, day),
});

/** Takes every step that is left. */
export async function finishClose(orgId: string, begun: DayClose): Promise<DayClose> {
  let close = begun;
  while (close.state !== "closed") close = await takeNextStep(orgId, close);
  return close;
}

/** Takes one step of a close and notes it. */
export async function takeNextStep(orgId: string, close: DayClose): Promise<DayClose> {
  const { propertyId, businessDate, nextDate, startedBy } = close;
  switch (close.state) {
    case "locked":
      return balanceDay(orgId, close);
    case "balanced":
      await identity.rollBusinessDate({ orgId, propertyId, from: businessDate, to: nextDate, actorId: startedBy });
      crashPoint("during-day-close");
      return note(orgId, close, "rolled");
    case "rolled":
      await guest.markDueOut({ orgId, propertyId, businessDate: nextDate, actorId: startedBy });
      crashPoint("during-day-close");
      return note(orgId, close, "closed", () => Promise.resolve({ closedAt: clock.now().toISOString() }));
    case "closed":
      return close;
  }
}

/** Ends the day at the desk, then keeps its trial balance. What was open is known for good now, since nothing more counts for the day. */
async function balanceDay(orgId: string, close: DayClose): Promise<DayClose> {
  const { propertyId, businessDate } = close;
  const { openArrivals, openDepartures } = await guest.closeDay({ orgId, propertyId, businessDate });
  crashPoint("during-day-close");
  const open = { arrivalsOpen: openArrivals, departuresOpen: openDepartures };
  return note(orgId, close, "balanced", async (tx) => ({ ...open, ...(await balance(tx, orgId, close)) }));
}

/** Notes a step with what it found. When somebody else has noted one meanwhile, theirs counts. */
async function note(
  orgId: string,
  { id, state }: DayClose,
  next: DayCloseState,
  work: (tx: Tx) => Promise<Partial<DayClose>> = () => Promise.resolve({}),
): Promise<DayClose> {
  const noted = await inTx(pool, async (tx) => {
    const close = await lockClose(tx, orgId, id);
    if (close === null) throw new Error(`F10: close ${id} is gone`);
    if (close.state !== state) return close;
    const changed = { ...close, ...(await work(tx)), version: close.version + 1, state: next };
    await updateClose(tx, orgId, changed);
    await tell(tx, orgId, changed);
    return changed;
  });
  crashPoint("during-day-close");
  relay.wake();
  return noted;
}

/** Keeps the trial balance of the day, whose books are locked: it comes out the same whenever it is taken. */
async function balance(tx: Tx, orgId: string, close: DayClose): Promise<Partial<DayClose>> {
  const day = { orgId, propertyId: close.propertyId, businessDate: close.businessDate };
  const [revenue, expenses] = [await sumRevenue(tx, day), await sumExpenses(tx, day)];
  const lines = trialBalance(revenue, expenses, await sumVariances(tx, day));
  const wrong = unbalanced(lines);
  if (wrong.length > 0) throw new Error(`F10: debits and credits of ${close.id} differ in ${wrong.join(", ")}`);
  await insertTrialBalance(tx, close.id, lines);
  return {
    revenueMinor: 0 - balanceOf(lines, ["revenue."], close.currency),
    expenseMinor: balanceOf(lines, ["expense.", "tax."], close.currency),
    lineCount: [...revenue, ...expenses].reduce((sum, { count }) => sum + count, 0),
  };
}

/** Tells of the close as it is now, as the last statement of a transaction. */
const tell = (tx: Tx, orgId: string, close: DayClose): Promise<void> =>
  appendFinanceEvents(tx, orgId, [
    rowChanged("day-close", close, { eventId: newId(), now: clock.now(), actorId: close.startedBy }),
  ]);
