import { identity } from "~encore/clients";
import type { Dashboard } from "../contract/types";
import { noChanges } from "../domain/changes";
import { wakeRelays } from "../jobs/relays";
import { pool } from "../store/db";
import type { Owner } from "../store/facts.store";
import { findDashboard } from "../store/numbers.store";
import { applyChanges } from "./projections";

/**
 * The dashboard of a property, of that business date or a later one: it is counted when nobody has asked for it before, and the day is
 * turned when the reader knows of that earlier than its event came. Null when the organisation has no such property.
 */
export async function upToDate(owner: Owner, businessDate: string): Promise<Dashboard | null> {
  const held = await findDashboard(pool, owner);
  if (held !== null && held.businessDate >= businessDate) return held;
  const { property } = await identity.propertyFacts(owner);
  if (property === null) return null;
  await applyChanges(owner, { ...noChanges(), place: property });
  wakeRelays();
  return findDashboard(pool, owner);
}
