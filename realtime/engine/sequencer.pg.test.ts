import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { expect, test, vi } from "vitest";
import { clock } from "../../platform/clock";
import { columnTypes, type Queryable } from "../../platform/sql";
import { inTx } from "../../platform/tx";
import type { Batch, Poison } from "../domain/batch";
import { connectionString, pool, sequencerDb } from "../store/db";
import { readPage } from "../store/log.read";
import { parkPoison } from "../store/parked.store";
import { sampleBatch, sampleEvent, sampleMessage } from "../testing/batches";
import { Intake } from "./intake";
import { Sequencer, TooEarly } from "./sequencer";

const AT = new Date("2026-11-20T12:00:00Z");

function start(db: Queryable = sequencerDb) {
  const fed: number[] = [];
  const park = async (poison: Poison[]): Promise<void> => {
    await parkPoison(pool, poison, AT);
  };
  const sequencer = new Sequencer({
    db,
    instance: "test",
    onAppended: (appended) => fed.push(...appended.flatMap((a) => a.entries.map((e) => e.event.seq))),
    park,
  });
  return { sequencer, fed, intake: new Intake({ sequencer, park }) };
}

const idsOf = async (orgId: string): Promise<string[]> =>
  (await readPage(pool, orgId, null, 0)).entries.map((e) => e.event.id);

const parkedOf = async (orgId: string) =>
  (await pool.query("SELECT service, batch_no, reason, payload FROM parked WHERE org_id = $1 ORDER BY id", [orgId]))
    .rows;

test("a batch is committed and fed to the hub when its promise resolves", async () => {
  const org = randomUUID();
  const { sequencer, fed } = start();
  const batch = sampleBatch(org, 1);
  await sequencer.submit(batch);
  expect(await idsOf(org)).toEqual(batch.events.map((e) => e.id));
  expect(fed).toEqual([1]);
});

test("what arrives during a flush goes with the next one", async () => {
  const orgs = Array.from({ length: 50 }, () => randomUUID());
  const { sequencer } = start();
  const first = sequencer.submit(sampleBatch(randomUUID(), 1));
  await vi.waitFor(() => expect(sequencer.backlog).toBe(0), { interval: 1 });
  const rest = orgs.map((org) => sequencer.submit(sampleBatch(org, 1)));
  await Promise.all([first, ...rest]);
  expect(sequencer.flushes).toBe(2);
  expect(sequencer.sequenced).toBe(51);
});

test("a batch too far ahead is rejected, the others of its flush are not", async () => {
  const org = randomUUID();
  const { sequencer } = start();
  const [far, near] = await Promise.allSettled([
    sequencer.submit(sampleBatch(org, 5000)),
    sequencer.submit(sampleBatch(org, 1)),
  ]);
  expect(near.status).toBe("fulfilled");
  expect(far.status === "rejected" && far.reason).toBeInstanceOf(TooEarly);
});

test("a batch that the database refuses is parked alone, once, and those around and behind it go on", async () => {
  const org = randomUUID();
  const { sequencer } = start();
  const poison: Batch = {
    ...sampleBatch(org, 2),
    events: [{ ...(sampleBatch(org, 2).events[0] as Batch["events"][0]), madeAt: "never" }],
  };
  const batches = [sampleBatch(org, 1), poison, sampleBatch(org, 3), sampleBatch(randomUUID(), 1)];
  await Promise.all(batches.map((b) => sequencer.submit(b)));
  await sequencer.submit(poison);
  expect(await idsOf(org)).toEqual([batches[0], batches[2]].flatMap((b) => b?.events.map((e) => e.id)));
  expect(await parkedOf(org)).toMatchObject([
    { service: "finance", batch_no: 2, reason: expect.stringContaining("never") },
  ]);
});

test("of a message with a bad event the good ones are sequenced and the bad one is parked", async () => {
  const org = randomUUID();
  const { intake } = start();
  const good = [sampleEvent(), sampleEvent()];
  const bad = { ...sampleEvent(), class: "secret" } as never;
  const receive = intake.of("finance");
  await receive(sampleMessage(org, 1, [good[0] as never, bad, good[1] as never]));
  await receive(sampleMessage(org, 2, [bad]));
  const last = sampleEvent();
  await receive(sampleMessage(org, 3, [last]));
  expect(await idsOf(org)).toEqual([...good, last].map((e) => e.id));
  expect(await parkedOf(org)).toMatchObject([
    { batch_no: 1, reason: expect.stringContaining("class"), payload: JSON.stringify(bad) },
  ]);
});

test("a message that is no batch is parked and settled", async () => {
  const { intake } = start();
  const marker = randomUUID();
  for (const message of [null, 7, marker, { marker }, { ...sampleMessage(randomUUID(), 0, []), marker }])
    await intake.of("guest")(message);
  const { rows } = await pool.query("SELECT reason FROM parked WHERE payload LIKE $1", [`%${marker}%`]);
  expect(rows).toHaveLength(3);
});

test("while the database is away batches are rejected, and the next one after it is back is taken", async () => {
  const org = randomUUID();
  let isAway = true;
  const flaky = {
    query: (text: string, values: unknown[]) =>
      isAway ? Promise.reject(new Error("connection lost")) : pool.query(text, values),
  } as unknown as Queryable;
  const { sequencer } = start(flaky);
  const batch = sampleBatch(org, 1);
  await expect(sequencer.submit(batch)).rejects.toThrow("connection lost");
  expect(sequencer.failingSince).not.toBeNull();
  clock.advance(60_000);
  // Its batch has come again meanwhile, if not here.
  expect(sequencer.failingSince).toBeNull();
  // A failure after that is a new one.
  await expect(sequencer.submit(batch)).rejects.toThrow("connection lost");
  expect(clock.nowMs() - (sequencer.failingSince ?? 0)).toBeLessThan(60_000);
  clock.run();
  isAway = false;
  await sequencer.submit(batch);
  expect(sequencer.failingSince).toBeNull();
  expect(await idsOf(org)).toEqual(batch.events.map((e) => e.id));
});

test("a flush whose answer is lost after the commit is repeated without a trace", async () => {
  const org = randomUUID();
  let loses = true;
  const deaf = {
    query: async (text: string, values: unknown[]) => {
      const result = await pool.query(text, values);
      if (loses) throw new Error("connection lost after commit");
      return result;
    },
  } as unknown as Queryable;
  const { sequencer } = start(deaf);
  const batch = sampleBatch(org, 1);
  await expect(sequencer.submit(batch)).rejects.toThrow("after commit");
  loses = false;
  await sequencer.submit(batch);
  expect(await idsOf(org)).toEqual(batch.events.map((e) => e.id));
});

test("killed in the middle of a flush nothing of it stays, and another process takes the batches as they come again", async () => {
  const orgId = randomUUID();
  const own = new Pool({ connectionString, max: 1, types: columnTypes });
  own.on("error", () => {});
  const [dying, other] = [start(own), start()];
  const batches = [1, 2, 3].map((no) => sampleBatch(orgId, no));
  await other.sequencer.submit(batches[0] as Batch);
  const flush = await inTx(pool, async (tx) => {
    // Holds the flush where it has the organisation's row still before it, and its connection is ended there.
    await tx.query("SELECT FROM organisation WHERE org_id = $1 FOR UPDATE", [orgId]);
    const flushing = Promise.allSettled(batches.slice(1).map((b) => dying.sequencer.submit(b)));
    // Not in the transaction, which would see the same activity for ever.
    await vi.waitFor(async () => {
      const { rowCount } = await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'take_batches|append_to_log' AND pid <> pg_backend_pid()`,
      );
      expect(rowCount).toBe(1);
    }, 10_000);
    return { results: await flushing };
  });
  expect(flush.results.map((r) => r.status)).toEqual(["rejected", "rejected"]);
  expect(await idsOf(orgId)).toHaveLength(1);
  await Promise.all(batches.toReversed().map((b) => other.sequencer.submit(b)));
  expect(await idsOf(orgId)).toEqual(batches.flatMap((b) => b.events.map((e) => e.id)));
  expect(dying.fed).toEqual([]);
  await own.end();
});
