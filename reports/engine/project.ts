import { addDays } from "../../platform/day";
import { rowChanged } from "../../platform/row-changed";
import { inTx, type Tx } from "../../platform/tx";
import type { Dashboard } from "../contract/types";
import type { Changes, Place } from "../domain/changes";
import { dashboardOf, figuresOf } from "../domain/figures";
import { pool } from "../store/db";
import { appendNumbers, type NumbersTold } from "../store/events.store";
import {
  addLines,
  countFacts,
  dropFacts,
  dropLines,
  dropOld,
  type Owner,
  sumDay,
  takeFacts,
} from "../store/facts.store";
import { type HeldDashboard, lockDashboard, writeDashboard } from "../store/numbers.store";
import { COUNTED_DAYS, type Count, countProperty } from "./count-property";
import { change, isSame, tellEndedDays, tellFigures } from "./tell-days";

/**
 * Brings changes into the numbers of a property, in one transaction with the events that tell of it. What is in them already makes no
 * difference. A property that was never counted, or whose rows changed beside the events, is counted in the services first.
 */
export async function project(owner: Owner, changes: Changes): Promise<void> {
  await inTx(pool, async (tx) => {
    const held = await lockDashboard(tx, owner);
    const isKnown = held.dashboard !== null && !changes.isStale;
    const count = isKnown ? null : await countProperty(owner);
    if (!isKnown && count === null) return;
    if (count !== null) {
      await dropFacts(tx, owner.propertyId);
      await dropLines(tx, owner.propertyId, count.from);
    }
    const { facts, lines, place } = count === null ? changes : afterCount(count, changes);
    const since = await takeFacts(tx, owner, facts);
    await addLines(tx, owner, lines);
    const dates = [since, count?.from ?? null, ...lines.map(({ businessDate }) => businessDate)];
    await tell(tx, owner, held, { place: count === null ? placeOf(held, place) : place, dates });
  });
}

/** What was counted, and lines of before: all else that has come is in the count, or was overruled beside the events. */
function afterCount(count: Count, { lines }: Changes): Changes {
  const earlier = lines.filter(({ businessDate }) => businessDate < count.from);
  return { ...count.changes, lines: [...count.changes.lines, ...earlier] };
}

/** What a projection has brought, as far as it is needed to tell of it. */
interface Brought {
  place: Place | null;
  /** Numbers may be others from the first of these dates on. */
  dates: readonly (string | null)[];
}

/** Writes what is different now, and the events of it. */
async function tell(tx: Tx, owner: Owner, held: HeldDashboard, { place, dates }: Brought): Promise<void> {
  if (place === null) return;
  const told: NumbersTold = { dashboard: [], analytics: [], reports: [] };
  const last = held.dashboard;
  const next = await currentDashboard(tx, owner, place);
  const dashboard = { ...next, version: (last?.version ?? 0) + 1 };
  const isNew = last === null || !isSame(last, dashboard);
  await tellEndedDays(tx, owner, { today: next, lastOpen: last?.businessDate ?? null, dates }, told);
  if (last !== null && last.businessDate < place.businessDate)
    await dropOld(tx, owner.propertyId, addDays(place.businessDate, -COUNTED_DAYS));
  if (isNew) told.dashboard.push(rowChanged("dashboard", dashboard, change()));
  if (isNew || place.version !== held.propertyVersion)
    await writeDashboard(tx, isNew ? dashboard : last, place.version);
  await tellFigures(tx, owner, figuresOf(next, next), told);
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
