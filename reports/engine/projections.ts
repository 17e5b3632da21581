import { setTimeout as pause } from "node:timers/promises";
import type { EventBatch } from "../../platform/events";
import { type Changes, changesOf, join, type SourceEvent } from "../domain/changes";
import { pool } from "../store/db";
import { isApplied, noteApplied } from "../store/source.store";
import { project } from "./project";

/**
 * The projections of one property begin so far apart at the least. The first change is told at once, and under load those that follow
 * gather, so that a busy property tells of its numbers five times a second and not with each booking.
 */
const APART_MS = 200;

/** What came while the property's last projection was under way, and who waits for it. */
interface Waiting {
  changes: Changes;
  done: Promise<void>;
}

const underWay = new Map<number, Promise<void>>();
const waiting = new Map<number, Waiting>();

/**
 * Applies a batch of one of the streams that are followed. Resolves when it is in the numbers; in whichever order batches come. One that is
 * in them already changes nothing: rows may have been restored to what they were before it.
 */
export async function applyBatch<E extends SourceEvent>({
  service,
  orgId,
  batchNo,
  events,
}: EventBatch<E>): Promise<void> {
  if (await isApplied(pool, orgId, service, batchNo)) return;
  const byProperty = [...changesOf(events)];
  await Promise.all(byProperty.map(([propertyId, changes]) => applyChanges({ orgId, propertyId }, changes)));
  await noteApplied(pool, orgId, service, batchNo);
}

/** One projection of a property at a time in this process: what comes meanwhile goes into the next together. */
export function applyChanges(owner: { orgId: string; propertyId: number }, changes: Changes): Promise<void> {
  const { propertyId } = owner;
  const same = waiting.get(propertyId);
  if (same !== undefined) {
    join(same.changes, changes);
    return same.done;
  }
  const before = underWay.get(propertyId);
  if (before === undefined) return start(owner, changes);
  const done = before.then(() => {
    waiting.delete(propertyId);
    return start(owner, changes);
  });
  waiting.set(propertyId, { changes, done });
  return done;
}

function start(owner: { orgId: string; propertyId: number }, changes: Changes): Promise<void> {
  const run = project(owner, changes);
  const over = Promise.allSettled([run, pause(APART_MS)]).then(() => {
    if (underWay.get(owner.propertyId) === over) underWay.delete(owner.propertyId);
  });
  underWay.set(owner.propertyId, over);
  return run;
}
