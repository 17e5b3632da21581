import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { Instance, personOf, TestClient } from "../testing/instance";
import { pool } from "../store/db";
import { readOrgState, readPage } from "../store/log.read";
import { takeBatches } from "../store/log.store";
import { setKeepDays } from "../store/retention.store";
import { tidyLog } from "./housekeeping";

const DAY_MS = 24 * 3600 * 1000;
const DAY_0 = Date.parse("2026-03-01T12:00:00Z");
const dayAt = (day: number): Date => new Date(DAY_0 + day * DAY_MS);

/** A UUIDv7 of this moment. */
function idAt(at: Date): string {
  const ms = at.getTime().toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${randomUUID().slice(15)}`;
}

const batchNo = new Map<string, number>();
async function storeOn(orgId: string, day: number): Promise<void> {
  const no = (batchNo.get(orgId) ?? 0) + 1;
  batchNo.set(orgId, no);
  await takeBatches(pool, [sampleBatch(orgId, no, [sampleEvent({ id: idAt(dayAt(day)) })])], "test");
}

const seqsOf = async (orgId: string) => (await readPage(pool, orgId, null, 0)).entries.map((e) => e.seq);
const partitions = async (): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event_log'::regclass ORDER BY 1",
  );
  return rows.map((row) => row.name);
};

beforeEach(async () => {
  await pool.query("DELETE FROM event_log");
  await pool.query("DELETE FROM retention");
});

test("over thirty days partitions are there before their events and go when nobody keeps them", async () => {
  const orgId = randomUUID();
  for (let day = 0; day < 30; day++) {
    // Twice an hour apart, as the timers of two processes do.
    await tidyLog(pool, dayAt(day));
    await tidyLog(pool, new Date(dayAt(day).getTime() + 3600_000));
    await storeOn(orgId, day);
    const { rows } = await pool.query("SELECT FROM event_log_default");
    expect(rows).toEqual([]);
    // The default partition, seven days and today behind, three with today ahead.
    expect((await partitions()).length).toBe(Math.min(day, 7) + 1 + 3);
  }
  expect(await seqsOf(orgId)).toEqual([23, 24, 25, 26, 27, 28, 29, 30]);
  expect(await readOrgState(pool, orgId)).toMatchObject({ head: 30, keptAfter: 22 });
});

test("each organisation's events are kept for its own time, in the same partitions", async () => {
  const [short, usual, long] = [randomUUID(), randomUUID(), randomUUID()];
  await setKeepDays(pool, short, 2);
  await setKeepDays(pool, long, 20);
  for (let day = 100; day < 130; day++) {
    await tidyLog(pool, dayAt(day));
    for (const orgId of [short, usual, long]) await storeOn(orgId, day);
  }
  expect(await seqsOf(short)).toEqual([28, 29, 30]);
  expect(await seqsOf(usual)).toEqual([23, 24, 25, 26, 27, 28, 29, 30]);
  expect(await seqsOf(long)).toHaveLength(21);
  expect((await partitions()).length).toBe(1 + 20 + 3);
  expect(await readOrgState(pool, short)).toMatchObject({ head: 30, keptAfter: 27 });
  // The default again: what it has longer goes, and the partitions of its time with it.
  await setKeepDays(pool, long, null);
  await tidyLog(pool, dayAt(129));
  expect(await seqsOf(long)).toEqual([23, 24, 25, 26, 27, 28, 29, 30]);
  expect((await partitions()).length).toBe(1 + 7 + 3);
});

test("[RT5] who resumes from before its organisation's time is told to start anew; who is within it is not", async () => {
  const orgId = randomUUID();
  await setKeepDays(pool, orgId, 1);
  for (let day = 200; day < 206; day++) {
    await tidyLog(pool, dayAt(day));
    await storeOn(orgId, day);
  }
  const instance = new Instance();
  const auth = personOf(orgId, [1]);
  const [late, within] = [3, 4].map((lastSeq) => new TestClient(instance, auth, { lastSeq }));
  await expect.poll(() => late?.frames.find((f) => f.type === "resync")).toMatchObject({ reason: "expired", head: 6 });
  await expect.poll(() => within?.seqs).toEqual([5, 6]);
  await instance.stop();
});

test("[RT5] a process that slept for longer than events are kept goes on, and those who follow it start anew", async () => {
  const orgId = randomUUID();
  await setKeepDays(pool, orgId, 1);
  await storeOn(orgId, 220);
  const instance = new Instance();
  const client = new TestClient(instance, personOf(orgId, [1]));
  await expect.poll(() => client.connection.phase).toBe("live");
  // Others sequence, and nothing of it is heard here.
  for (const day of [220, 221, 230]) await storeOn(orgId, day);
  await tidyLog(pool, dayAt(230));
  expect(await seqsOf(orgId)).toEqual([4]);
  await instance.hub.refresh();
  await expect
    .poll(() => client.frames.find((f) => f.type === "resync"))
    .toMatchObject({ reason: "expired", head: 4, channels: { "finance/1": { n: 4 } } });
  await storeOn(orgId, 230);
  await instance.hub.refresh();
  await expect.poll(() => client.seqs).toEqual([5]);
  await instance.stop();
});

test("a shorter time takes more rows than one step deletes", async () => {
  const orgId = randomUUID();
  const events = Array.from({ length: 5200 }, () => sampleEvent({ id: idAt(dayAt(300)) }));
  for (let i = 0; i < 4; i++)
    await takeBatches(pool, [sampleBatch(orgId, i + 1, events.slice(i * 1300, (i + 1) * 1300))], "test");
  batchNo.set(orgId, 4);
  await storeOn(orgId, 303);
  await setKeepDays(pool, orgId, 2);
  await tidyLog(pool, dayAt(303));
  const { rows } = await pool.query("SELECT count(*)::int AS rows FROM event_log WHERE org_id = $1", [orgId]);
  expect(rows).toEqual([{ rows: 1 }]);
  expect(await readOrgState(pool, orgId)).toMatchObject({ head: 5201, keptAfter: 5200 });
});
