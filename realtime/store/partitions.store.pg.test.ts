import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { inTx } from "../../platform/tx";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { pool } from "./db";
import { readNewest, readOrgState, readPage } from "./log.read";
import { takeBatches } from "./log.store";
import { dropBefore, lockPartitions, makePartitions } from "./partitions.store";

/** A UUIDv7 of this moment. */
function idAt(at: string): string {
  const ms = Date.parse(at).toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${randomUUID().slice(15)}`;
}

async function store(orgId: string, batchNo: number, ...times: string[]): Promise<void> {
  await takeBatches(
    pool,
    [
      sampleBatch(
        orgId,
        batchNo,
        times.map((at) => sampleEvent({ id: idAt(at) })),
      ),
    ],
    "test",
  );
}

async function placesOf(orgId: string): Promise<[string, number][]> {
  const { rows } = await pool.query<{ partition: string; seq: number }>(
    "SELECT tableoid::regclass::text AS partition, seq FROM event_log WHERE org_id = $1 ORDER BY seq",
    [orgId],
  );
  return rows.map((row) => [row.partition, row.seq]);
}

const make = (from: string, days: number) => inTx(pool, (tx) => makePartitions(tx, new Date(from), days));
const drop = (day: string) => inTx(pool, (tx) => dropBefore(tx, new Date(day)));

test("the role that serves owns nothing, and the two functions work all the same", async () => {
  const { rows } = await pool.query(
    "SELECT count(*)::int AS owned FROM pg_class WHERE relowner = current_user::regrole",
  );
  expect(rows[0]).toEqual({ owned: 0 });
  await expect(
    pool.query("CREATE TABLE event_log_mine PARTITION OF event_log FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')"),
  ).rejects.toMatchObject({ code: "42501" });
  expect(await make("2030-05-01T23:30:00Z", 3)).toBe(3);
  expect(await make("2030-05-02T00:00:00Z", 3)).toBe(1);
});

test("an event lies in the partition of the day inside its id; without one the default takes it", async () => {
  const org = randomUUID();
  await make("2031-01-10T00:00:00Z", 1);
  await store(org, 1, "2031-01-10T00:00:00.000Z", "2031-01-10T23:59:59.999Z", "2031-01-11T00:00:00.000Z");
  expect(await placesOf(org)).toEqual([
    ["event_log_20310110", 1],
    ["event_log_20310110", 2],
    ["event_log_default", 3],
  ]);
});

test("a reader that waits while a partition takes over its rows sees them all", async () => {
  const org = randomUUID();
  await store(org, 1, "2033-03-01T10:00:00Z", "2033-03-01T10:00:01Z", "2033-03-09T10:00:00Z");
  const page = await inTx(pool, async (tx) => {
    await makePartitions(tx, new Date("2033-03-01T00:00:00Z"), 2);
    const reading = readPage(pool, org, ["finance/1"], 0);
    await vi.waitFor(async () => {
      const { rowCount } = await tx.query(
        "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'event_log'::regclass",
      );
      expect(rowCount).toBe(1);
    });
    return { reading };
  });
  expect((await page.reading).entries.map((e) => e.event.seq)).toEqual([1, 2, 3]);
});

test("of the newest events those in front of a hole that retention left are left out", async () => {
  const org = randomUUID();
  await make("2022-03-01T00:00:00Z", 2);
  // In the log in another order than their days: dropping the first day takes 2 from between 1 and 3.
  await store(org, 1, "2022-03-02T00:00:00.001Z", "2022-03-01T23:59:59.999Z", "2022-03-02T11:00:00Z");
  await drop("2022-03-02T00:00:00Z");
  const state = await readOrgState(pool, org);
  expect((await readNewest(pool, org, state, 2000, 1_000_000)).map((e) => e.event.seq)).toEqual([3]);
});

test("a partition made late takes over what the default holds for it", async () => {
  const org = randomUUID();
  await store(org, 1, "2031-02-10T10:00:00Z", "2031-02-11T10:00:00Z");
  expect(await make("2031-02-10T00:00:00Z", 1)).toBe(1);
  expect(await placesOf(org)).toEqual([
    ["event_log_20310210", 1],
    ["event_log_default", 2],
  ]);
  const page = await readPage(pool, org, null, 0);
  expect(page.entries.map((e) => e.event.seq)).toEqual([1, 2]);
});

test("retention drops whole days and the default's old rows, and says behind which seq the log is whole", async () => {
  const [org, quiet] = [randomUUID(), randomUUID()];
  await make("2021-03-01T00:00:00Z", 3);
  await store(org, 1, "2021-03-01T10:00:00Z", "2021-02-20T10:00:00Z", "2021-03-02T10:00:00Z", "2021-03-03T10:00:00Z");
  await store(quiet, 1, "2021-03-03T11:00:00Z");
  expect(await drop("2021-03-02T00:00:00Z")).toBe(1);
  expect((await placesOf(org)).map(([, seq]) => seq)).toEqual([3, 4]);
  expect(await readOrgState(pool, org)).toMatchObject({ head: 4, keptAfter: 2 });
  expect(await readOrgState(pool, quiet)).toMatchObject({ head: 1, keptAfter: 0 });
  expect(await drop("2021-03-02T00:00:00Z")).toBe(0);
});

test("a late event of an old day takes the log's whole beginning with it, so that nobody resumes across the hole", async () => {
  const org = randomUUID();
  await make("2022-03-01T00:00:00Z", 2);
  await store(org, 1, "2022-03-02T10:00:00Z", "2022-03-01T10:00:00Z", "2022-03-02T11:00:00Z");
  await drop("2022-03-02T00:00:00Z");
  expect(await readOrgState(pool, org)).toMatchObject({ head: 3, keptAfter: 2 });
});

test("a sequence goes on where it stood after everything in the log was dropped", async () => {
  const org = randomUUID();
  await store(org, 1, "2023-03-01T10:00:00Z", "2023-03-01T10:00:01Z");
  await drop("2023-04-01T00:00:00Z");
  await store(org, 2, "2023-05-01T10:00:00Z");
  expect((await placesOf(org)).map(([, seq]) => seq)).toEqual([3]);
  expect((await readPage(pool, org, null, 2)).entries[0]?.event).toMatchObject({ seq: 3, n: 3 });
});

test("only one process looks after the partitions at a time", async () => {
  await inTx(pool, async (tx) => {
    expect(await lockPartitions(tx)).toBe(true);
    expect(await inTx(pool, lockPartitions)).toBe(false);
  });
  expect(await inTx(pool, lockPartitions)).toBe(true);
});

test("dropping while events come in neither deadlocks nor loses one", async () => {
  const orgs = Array.from({ length: 5 }, () => randomUUID());
  const writing = orgs.map(async (org) => {
    for (let no = 1; no <= 20; no++) await store(org, no, "2032-01-01T10:00:00Z");
  });
  const dropping = (async () => {
    for (let day = 1; day <= 9; day++) {
      await make(`2024-01-0${day}T00:00:00Z`, 1);
      await drop(`2024-01-0${day + 1}T00:00:00Z`.replace("010T", "10T"));
    }
  })();
  await Promise.all([...writing, dropping]);
  for (const org of orgs)
    expect((await placesOf(org)).map(([, seq]) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

test("what moves out of the default partition keeps when, by whom and with which batch it was sequenced", async () => {
  const org = randomUUID();
  const noted = async (): Promise<unknown> =>
    (
      await pool.query(
        "SELECT tableoid::regclass::text <> 'event_log_default' AS moved, batch_no, sequenced_at FROM event_log WHERE org_id = $1",
        [org],
      )
    ).rows[0];
  await store(org, 1, "2037-03-03T12:00:00.000Z");
  const before = await noted();
  expect(before).toMatchObject({ moved: false, batch_no: 1, sequenced_at: expect.any(Date) });
  await make("2037-03-03T00:00:00Z", 1);
  expect(await noted()).toEqual({ ...(before as object), moved: true });
});
