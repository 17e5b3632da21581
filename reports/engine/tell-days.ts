import { addDays } from "../../platform/day";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { type Change, rowChanged } from "../../platform/row-changed";
import type { Tx } from "../../platform/tx";
import type { Dashboard, DayFigures, DayReport } from "../contract/types";
import { figuresOf, reportOf } from "../domain/figures";
import type { NumbersTold } from "../store/events.store";
import { countStays, type Owner, sumDays } from "../store/facts.store";
import { findDay, listDays, writeDay } from "../store/numbers.store";
import { COUNTED_DAYS } from "./count-property";

/** Nobody did it: a projection follows what others did. */
const ACTOR = "system";

/** What is known of the dates before the open one when a projection tells of them. */
export interface Turn {
  today: Omit<Dashboard, "version">;
  /** The date that was open until now; null when the property is met for the first time. */
  lastOpen: string | null;
  /** Numbers may be others from the first of these dates on. */
  dates: readonly (string | null)[];
}

/**
 * Tells of dates that are over, from the first on whose numbers may be others now. They follow from the dates that stays and lines name,
 * so that it makes no difference whether those came before the date turned or after. Rooms name none: a date keeps those that it had when
 * it turned here. What was over before the property was counted has no row.
 */
export async function tellEndedDays(
  tx: Tx,
  owner: Owner,
  { today, lastOpen, dates }: Turn,
  told: NumbersTold,
): Promise<void> {
  const to = addDays(today.businessDate, -1);
  const earliest = addDays(today.businessDate, -COUNTED_DAYS);
  const [first] = [lastOpen, ...dates].filter((date) => date !== null).toSorted();
  if (first === undefined || first > to) return;
  const range = { from: first < earliest ? earliest : first, to };
  const page = { ...range, before: null, limit: COUNTED_DAYS };
  const held = byDate<DayFigures>(await listDays(tx, "day_figures", owner, page));
  const reports = byDate<DayReport>(await listDays(tx, "day_report", owner, page));
  const days = datesOf(range).filter((date) => held.has(date) || (lastOpen !== null && date >= lastOpen));
  const stays = await countStays(tx, owner, days);
  const revenue = await sumDays(tx, owner, range);
  for (const businessDate of days) {
    const isNew = lastOpen !== null && businessDate >= lastOpen;
    const { currency, roomsAvailable } = (isNew ? null : held.get(businessDate)) ?? today;
    const before = reports.get(businessDate) ?? null;
    const row = reportOf(
      { propertyId: owner.propertyId, businessDate, currency },
      roomsAvailable,
      stays.get(businessDate) ?? NO_STAYS,
      revenue.get(businessDate) ?? [],
      before?.madeAt ?? clock.now().toISOString(),
    );
    await tellFigures(tx, owner, figuresOf(row, row), told);
    const report = { ...row, version: (before?.version ?? 0) + 1 };
    if (before !== null && isSame(before, report)) continue;
    await writeDay(tx, "day_report", owner.orgId, report);
    told.reports.push(rowChanged("day-report", report, change()));
  }
}

const NO_STAYS = { arrivals: 0, arrivalsMissed: 0, departures: 0, nights: 0 };

const byDate = <T extends { businessDate: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.businessDate, row]));

function datesOf({ from, to }: { from: string; to: string }): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** Writes and tells the key figures of a date, when they are others than before. */
export async function tellFigures(
  tx: Tx,
  owner: Owner,
  figures: Omit<DayFigures, "version">,
  told: NumbersTold,
): Promise<void> {
  const before = await findDay(tx, "day_figures", owner.propertyId, figures.businessDate);
  const row = { ...figures, version: (before?.version ?? 0) + 1 };
  if (before !== null && isSame(before, row)) return;
  await writeDay(tx, "day_figures", owner.orgId, row);
  told.analytics.push(rowChanged("day-figures", row, change()));
}

/** What is known of a change of numbers beside the row. */
export const change = (): Change => ({ eventId: newId(), now: clock.now(), actorId: ACTOR });

/** Rows with the same numbers, whatever their versions. */
export function isSame<T extends object>(a: T, b: T): boolean {
  const sorted = (row: T): string =>
    JSON.stringify(
      Object.entries(row)
        .filter(([field]) => field !== "version")
        .toSorted(([x], [y]) => (x < y ? -1 : 1)),
    );
  return sorted(a) === sorted(b);
}
