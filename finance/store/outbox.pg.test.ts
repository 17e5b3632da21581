import { afterAll, beforeEach, expect, test } from "vitest";
import type { Envelope } from "../../platform/events";
import { newId } from "../../platform/ids";
import {
  acceptBatches,
  appendEvents,
  dropBatches,
  findBatch,
  MAX_EVENT_BYTES,
  numberBatches,
  waitingBatches,
} from "../../platform/outbox";
import { inTx } from "../../platform/tx";
import { pool } from "./db";

const now = new Date("2026-11-20T12:00:00Z");
let orgA: string;
let orgB: string;

beforeEach(async () => {
  await pool.query("DELETE FROM outbox");
  await pool.query("DELETE FROM outbox_batch");
  orgA = newId();
  orgB = newId();
});
afterAll(() => pool.end());

const event = (padding = 0): Envelope => ({
  id: newId(),
  type: "tested",
  v: 1,
  at: now.toISOString(),
  propertyId: null,
  entity: { kind: "test", id: "x".repeat(padding), version: 1 },
  actorId: "system",
  class: "normal",
});

const append = (orgId: string, events: Envelope[]): Promise<void> =>
  inTx(pool, (tx) => appendEvents(tx, "finance", orgId, events));
const number = (limit = 1000) => numberBatches<Envelope>(pool, "finance", now, limit);

test("numbers are dense from 1 per organisation, and a batch keeps the order of its events", async () => {
  const first = [event(), event(), event()];
  const second = [event()];
  await append(orgA, first);
  await append(orgB, second);
  expect(sorted(await number())).toEqual(
    sorted([
      { service: "finance", orgId: orgA, batchNo: 1, events: first },
      { service: "finance", orgId: orgB, batchNo: 1, events: second },
    ]),
  );
  const third = [event()];
  await append(orgA, third);
  expect(await number()).toEqual([{ service: "finance", orgId: orgA, batchNo: 2, events: third }]);
  expect(await number()).toEqual([]);
});

test("each stream of a database is numbered, repeated and dropped by itself", async () => {
  const [ours, theirs] = [event(), event()];
  await append(orgA, [ours]);
  await inTx(pool, (tx) => appendEvents(tx, "tasks", orgA, [theirs]));
  const tasks = { service: "tasks", orgId: orgA, batchNo: 1, events: [theirs] };
  expect(await numberBatches<Envelope>(pool, "tasks", now, 10)).toEqual([tasks]);
  expect(await number()).toEqual([{ ...tasks, service: "finance", events: [ours] }]);
  await acceptBatches(pool, "finance", [{ ...tasks, service: "finance" }], now);
  expect(await waitingBatches(pool, "finance", 10)).toEqual([]);
  expect(await waitingBatches(pool, "tasks", 10)).toEqual([tasks]);
  expect(await dropBatches(pool, "tasks", new Date(now.getTime() + 1))).toBe(0);
  expect((await findBatch(pool, "finance", orgA, 1))?.events).toEqual([ours]);
});

test("events beyond the limit of a round wait for the next one", async () => {
  const events = Array.from({ length: 5 }, () => event());
  await append(orgA, events);
  const rounds = [await number(2), await number(2), await number(2)];
  expect(rounds.map((r) => r[0]?.batchNo)).toEqual([1, 2, 3]);
  expect(rounds.flatMap((r) => r.flatMap((b) => b.events))).toEqual(events);
});

test("a batch stays below 200 KB as JSON, whatever the sizes of its events", async () => {
  const events = Array.from({ length: 60 }, (_, i) => event([10, 65_000, 30_000, 64_900, 1][i % 5]));
  await append(orgA, events);
  const batches = (await number()).sort((a, b) => a.batchNo - b.batchNo);
  expect(batches.map((b) => b.batchNo)).toEqual(batches.map((_, i) => i + 1));
  expect(batches.length).toBeGreaterThan(5);
  expect(batches.flatMap((b) => b.events)).toEqual(events);
  for (const batch of batches) expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(200_000);
});

test("an event too large for a batch is refused with its transaction", async () => {
  await expect(append(orgA, [event(MAX_EVENT_BYTES)])).rejects.toMatchObject({ code: "23514" });
  expect(await number()).toEqual([]);
});

test("a stored batch is given again unchanged until it is accepted, and can be asked for after that", async () => {
  const events = [event(), event()];
  await append(orgA, events);
  const [batch] = await number();
  if (batch === undefined) throw new Error("no batch");
  expect(await waitingBatches(pool, "finance", 10)).toEqual([batch]);
  await acceptBatches(pool, "finance", [batch], now);
  expect(await waitingBatches(pool, "finance", 10)).toEqual([]);
  expect(await findBatch(pool, "finance", orgA, 1)).toEqual(batch);
  expect(await findBatch(pool, "finance", orgA, 2)).toBeNull();
  expect(await findBatch(pool, "finance", orgB, 1)).toBeNull();
});

test("only accepted batches are dropped, and their numbers are never given again", async () => {
  await append(orgA, [event()]);
  const [first] = await number();
  if (first === undefined) throw new Error("no batch");
  await append(orgA, [event()]);
  await number();
  await acceptBatches(pool, "finance", [first], now);
  expect(await dropBatches(pool, "finance", new Date(now.getTime() + 1))).toBe(1);
  expect((await waitingBatches(pool, "finance", 10)).map((b) => b.batchNo)).toEqual([2]);
  await append(orgA, [event()]);
  expect((await number()).map((b) => b.batchNo)).toEqual([3]);
});

test("events of a transaction that was rolled back are never numbered", async () => {
  const undone = inTx(pool, async (tx) => {
    await appendEvents(tx, "finance", orgA, [event()]);
    throw new Error("rule broken later");
  });
  await expect(undone).rejects.toThrow("rule broken later");
  expect(await number()).toEqual([]);
});

function sorted<T extends { orgId: string }>(batches: T[]): T[] {
  return [...batches].sort((a, b) => (a.orgId < b.orgId ? -1 : 1));
}
