import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Poison } from "../domain/batch";
import { pool } from "../store/db";
import { readPage } from "../store/log.read";
import { listParked } from "../store/parked.read";
import { parkPoison } from "../store/parked.store";
import { sampleBatch, sampleEvent, sampleMessage } from "../testing/batches";
import { Intake } from "./intake";
import { ParkedReplay } from "./parked-replay";
import { Sequencer } from "./sequencer";

const AT = new Date("2026-11-20T12:00:00Z");
const park = async (poison: Poison[]): Promise<void> => void (await parkPoison(pool, poison, AT));
const sequencer = new Sequencer({ db: pool, instance: "test", onAppended: () => {}, park });
const intake = new Intake({ sequencer, park });
const replay = new ParkedReplay({ pool, sequencer });

const idsOf = async (orgId: string) => (await readPage(pool, orgId, null, 0)).entries.map((e) => e.id);
const parkedOf = async (orgId: string) => (await listParked(pool, orgId, 0, 100)).data;

test("what was parked for its form is refused again until it is right, then stands at the end of the log, once", async () => {
  const orgId = randomUUID();
  const [first, bad, last] = [sampleEvent(), sampleEvent(), sampleEvent()];
  await intake.receive("finance", sampleMessage(orgId, 1, [first, { ...bad, class: "secret" } as never]));
  await intake.receive("finance", sampleMessage(orgId, 2, [last]));
  const [parked] = await parkedOf(orgId);
  const ids = [parked?.id ?? 0];
  expect(await replay.replay(orgId, ids, [1])).toMatchObject([
    { outcome: "refused", reason: expect.stringContaining("class") },
  ]);
  // Put right where it lies, as a corrected reader of events would take it.
  await pool.query("UPDATE parked SET payload = $2 WHERE id = $1", [ids[0], JSON.stringify(bad)]);
  expect(await replay.replay(orgId, ids, [1])).toMatchObject([{ outcome: "sequenced" }]);
  expect(await replay.replay(orgId, ids, [1])).toMatchObject([{ outcome: "not_found" }]);
  expect(await idsOf(orgId)).toEqual([first.id, last.id, bad.id]);
  // Batches go on where they were.
  const next = sampleEvent();
  await intake.receive("finance", sampleMessage(orgId, 3, [next]));
  expect((await idsOf(orgId)).at(-1)).toBe(next.id);
});

test("a batch that the database refused is replayed whole, and events that the log has already are left out", async () => {
  const orgId = randomUUID();
  const events = [sampleEvent(), sampleEvent()];
  const batch = sampleBatch(orgId, 1, events);
  const poison = { ...batch, events: batch.events.map((e, i) => (i === 0 ? { ...e, madeAt: "never" } : e)) };
  await sequencer.submit(poison);
  const [parked] = await parkedOf(orgId);
  await sequencer.submit(sampleBatch(orgId, 2, events.slice(1)));
  expect(await replay.replay(orgId, [parked?.id ?? 0], [1])).toMatchObject([{ outcome: "sequenced" }]);
  expect(await idsOf(orgId)).toEqual([events[1]?.id, events[0]?.id]);
  expect(await parkedOf(orgId)).toEqual([]);
});

test("nobody replays another organisation's messages, nor those of properties that are not theirs", async () => {
  const [orgId, other] = [randomUUID(), randomUUID()];
  const bad = { ...sampleEvent({ propertyId: 2 }), class: "secret" } as never;
  await intake.receive("finance", sampleMessage(orgId, 1, [bad]));
  const ids = (await parkedOf(orgId)).map((p) => p.id);
  expect(await replay.replay(other, ids, [1, 2])).toMatchObject([{ outcome: "not_found" }]);
  expect(await replay.replay(orgId, ids, [1])).toMatchObject([{ outcome: "not_found" }]);
  expect(await replay.replay(orgId, [1.5, 2 ** 60], [1])).toMatchObject([
    { outcome: "not_found" },
    { outcome: "not_found" },
  ]);
  expect(await parkedOf(other)).toEqual([]);
});

test("what cannot be stored now stays parked and is told why", async () => {
  const orgId = randomUUID();
  await intake.receive("finance", sampleMessage(orgId, 1, [{ ...sampleEvent(), class: "secret" } as never]));
  const [parked] = await parkedOf(orgId);
  await pool.query("UPDATE parked SET payload = $2 WHERE id = $1", [parked?.id, JSON.stringify(sampleEvent())]);
  const cut = new ParkedReplay({ pool, sequencer: { submit: () => Promise.reject(new Error("connection lost")) } });
  expect(await cut.replay(orgId, [parked?.id ?? 0], [1])).toMatchObject([
    { outcome: "refused", reason: "connection lost" },
  ]);
  expect(await parkedOf(orgId)).toHaveLength(1);
});

test("the list comes in pages, oldest first", async () => {
  const orgId = randomUUID();
  for (let i = 1; i <= 5; i++)
    await intake.receive("finance", sampleMessage(orgId, i, [{ ...sampleEvent(), class: "secret" } as never]));
  const first = await listParked(pool, orgId, 0, 3);
  expect([first.data.map((p) => p.batchNo), first.hasMore]).toEqual([[1, 2, 3], true]);
  const rest = await listParked(pool, orgId, first.data.at(-1)?.id ?? 0, 3);
  expect([rest.data.map((p) => p.batchNo), rest.nextCursor]).toEqual([[4, 5], null]);
});
