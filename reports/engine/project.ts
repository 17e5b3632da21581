import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { type Change, rowChanged } from "../../platform/row-changed";
import { inTx, type Tx } from "../../platform/tx";
import type { Dashboard } from "../contract/types";
import { type Changes, join, type Place } from "../domain/changes";
import { dashboardOf, figuresOf, reportOf, withRevenue } from "../domain/figures";
import { pool } from "../store/db";
import { appendNumbers, type NumbersTold } from "../store/events.store";
import { addLines, countFacts, dropLines, type Owner, retireFacts, sumDay, takeFacts } from "../store/facts.store";
import { findDay, type HeldDashboard, lockDashboard, writeDashboard, writeDay } from "../store/numbers.store";
import { countProperty } from "./count-property";

/** Nobody did it: a projection follows what others did. */
const ACTOR = "system";

/**
 * Brings changes into the numbers of a property, in one transaction with the events that tell of it. What is in them already makes no
 * difference. A property that was never counted, or whose rows changed beside the events, is counted in the services first.
 */
export async function project(owner: Owner, changes: Changes): Promise<void> {
  await inTx(pool, async (tx) => {
    const held = await lockDashboard(tx, owner);
    const all = { ...changes, facts: [...changes.facts], lines: [...changes.lines] };
    if (held.dashboard === null || changes.isStale) {
      const count = await countProperty(owner);
      if (count === null) return;
      await retireFacts(tx, owner.propertyId);
      await dropLines(tx, owner.propertyId, count.from);
      join(all, count.changes);
    }
    await takeFacts(tx, owner, all.facts);
    await addLines(tx, owner, all.lines);
    await tell(tx, owner, held, all);
  });
}

/** Writes what is different now, and the events of it. */
async function tell(tx: Tx, owner: Owner, held: HeldDashboard, changes: Changes): Promise<void> {
  const place = placeOf(held, changes.place);
  if (place === null) return;
  const told: NumbersTold = { dashboard: [], analytics: [], reports: [] };
  const last = held.dashboard;
  const dates = new Set(changes.lines.map((line) => line.businessDate));
  if (last !== null && last.businessDate < place.businessDate) await endDay(tx, owner, last, told);
  const next = await currentDashboard(tx, owner, place);
  const dashboard = { ...next, version: (last?.version ?? 0) + 1 };
  if (last === null || !isSame(last, dashboard)) told.dashboard.push(rowChanged("dashboard", dashboard, change()));
  if (told.dashboard.length > 0 || place.version !== held.propertyVersion)
    await writeDashboard(tx, last !== null && isSame(last, dashboard) ? last : dashboard, place.version);
  await tellFigures(tx, owner, figuresOf(next, next), told);
  dates.delete(place.businessDate);
  for (const date of dates) await tellOfEndedDay(tx, owner, date, told);
  await appendNumbers(tx, owner.orgId, told);
}

/** The newer of what is held and what has come; null as long as nothing is known. */
function placeOf({ dashboard, propertyVersion }: HeldDashboard, come: Place | null): Place | null {
  if (come !== null && (dashboard === null || come.version > propertyVersion)) return come;
  return dashboard === null ? null : { ...dashboard, version: propertyVersion };
}

async function currentDashboard(tx: Tx, { propertyId }: Owner, place: Place): Promise<Omit<Dashboard, "version">> {
  const { businessDate, currency } = place;
  const counts = await countFacts(tx, propertyId, businessDate);
  return dashboardOf({ propertyId, businessDate, currency }, counts, await sumDay(tx, propertyId, businessDate));
}

/** The date that was open gets its report, with all that is known of it by now. */
async function endDay(tx: Tx, owner: Owner, last: Dashboard, told: NumbersTold): Promise<void> {
  const ending = await currentDashboard(tx, owner, { ...last, version: 0 });
  await tellFigures(tx, owner, figuresOf(ending, ending), told);
  const before = await findDay(tx, "day_report", owner.propertyId, last.businessDate);
  const report = { ...reportOf(ending, clock.now()), version: (before?.version ?? 0) + 1 };
  await writeDay(tx, "day_report", owner.orgId, report);
  told.reports.push(rowChanged("day-report", report, change()));
}

/** What was booked for a date that has ended, in its key figures and its report. A date that was never open here has neither. */
async function tellOfEndedDay(tx: Tx, owner: Owner, date: string, told: NumbersTold): Promise<void> {
  const revenue = await sumDay(tx, owner.propertyId, date);
  const figures = await findDay(tx, "day_figures", owner.propertyId, date);
  if (figures !== null) await tellFigures(tx, owner, withRevenue(figures, revenue), told);
  const before = await findDay(tx, "day_report", owner.propertyId, date);
  if (before === null) return;
  const report = { ...withRevenue(before, revenue), revenue, version: before.version + 1 };
  if (isSame(before, report)) return;
  await writeDay(tx, "day_report", owner.orgId, report);
  told.reports.push(rowChanged("day-report", report, change()));
}

async function tellFigures(
  tx: Tx,
  owner: Owner,
  figures: ReturnType<typeof figuresOf>,
  told: NumbersTold,
): Promise<void> {
  const before = await findDay(tx, "day_figures", owner.propertyId, figures.businessDate);
  const row = { ...figures, version: (before?.version ?? 0) + 1 };
  if (before !== null && isSame(before, row)) return;
  await writeDay(tx, "day_figures", owner.orgId, row);
  told.analytics.push(rowChanged("day-figures", row, change()));
}

const change = (): Change => ({ eventId: newId(), now: clock.now(), actorId: ACTOR });

/** Rows with the same numbers, whatever their versions. */
function isSame<T extends object>(a: T, b: T): boolean {
  const sorted = (row: T): string =>
    JSON.stringify(
      Object.entries(row)
        .filter(([field]) => field !== "version")
        .toSorted(([x], [y]) => (x < y ? -1 : 1)),
    );
  return sorted(a) === sorted(b);
}
