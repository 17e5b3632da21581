import { afterAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { appendEvents, findBatch, numberBatches } from "../../platform/outbox";
import { eraseFromOutbox } from "../../platform/outbox-erasure";
import { payloadHash } from "../../platform/payload-hash";
import { inTx } from "../../platform/tx";
import { pool } from "./db";

const NOW = new Date("2026-11-20T12:00:00Z");
const orgId = newId();

beforeEach(async () => {
  await pool.query("DELETE FROM outbox");
  await pool.query("DELETE FROM outbox_batch");
});
afterAll(() => pool.end());

const event = () => {
  const id = newId();
  return {
    id,
    type: "tested",
    v: 1,
    at: NOW.toISOString(),
    propertyId: null,
    entity: { kind: "test", id, version: 1 },
    actorId: "system",
    class: "normal" as const,
    data: { guest: "Zoë" },
  };
};
const erasedForm = ({ data, ...envelope }: ReturnType<typeof event>) => ({
  ...envelope,
  data: null,
  hash: payloadHash(data),
});
const append = (events: ReturnType<typeof event>[]) => inTx(pool, (tx) => appendEvents(tx, "finance", orgId, events));
const erase = (ids: string[]) => inTx(pool, (tx) => eraseFromOutbox(tx, orgId, ids));

test("an erased event keeps its place in the outbox and in its batch, without its payload", async () => {
  const [a, b, c, d] = [event(), event(), event(), event()];
  await append([a, b]);
  await numberBatches(pool, "finance", NOW, 100);
  await append([c, d]);
  expect(await erase([b.id, c.id, newId()])).toBe(2);
  expect(await erase([b.id, c.id])).toBe(0);
  expect((await findBatch(pool, "finance", orgId, 1))?.events).toEqual([a, erasedForm(b)]);
  expect((await numberBatches(pool, "finance", NOW, 100))[0]?.events).toEqual([erasedForm(c), d]);
});

test("what the relay takes while an erasure begins is found in its batch", async () => {
  const a = event();
  await append([a]);
  const erasing = await inTx(pool, async (relay) => {
    const [batch] = await numberBatches(relay, "finance", NOW, 100);
    // Waits for the row that the relay has taken.
    return { batchNo: batch?.batchNo ?? 0, done: erase([a.id]) };
  });
  expect(await erasing.done).toBe(1);
  expect((await findBatch(pool, "finance", orgId, erasing.batchNo))?.events).toEqual([erasedForm(a)]);
});
