import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "../store/db";
import { findMissing, type Missing } from "../store/held.read";
import { readPage } from "../store/log.read";
import { sampleBatch, sampleEvent, sampleMessage } from "../testing/batches";
import { Intake } from "./intake";
import { MissingBatches } from "./missing-batches";
import { Sequencer } from "./sequencer";

const sequencer = new Sequencer({ db: pool, instance: "test", onAppended: () => {}, park: async () => {} });
const intake = new Intake({ sequencer, park: async () => {} });

/** Of one organisation, since other tests leave batches that wait. */
function watch(orgId: string, kept: Map<number, unknown[]>) {
  const asked: number[] = [];
  const lost: Missing[] = [];
  const missing = new MissingBatches({
    find: async () => (await findMissing(pool)).filter((batch) => batch.orgId === orgId),
    findBatch: async (_service, _orgId, batchNo) => {
      asked.push(batchNo);
      return kept.get(batchNo) ?? null;
    },
    receive: (service, message) => intake.of(service)(message),
    onLost: (one) => lost.push(one),
  });
  return { missing, asked, lost };
}

const logOf = async (orgId: string): Promise<string[]> =>
  (await readPage(pool, orgId, null, 0)).entries.map((e) => e.event.id);

test("a batch that the broker lost is asked for at the second look, and those that waited for it follow", async () => {
  const orgId = randomUUID();
  const events = [1, 2, 3].map(() => sampleEvent());
  const { missing, asked } = watch(orgId, new Map([[2, [events[1]]]]));
  await sequencer.submit(sampleBatch(orgId, 1, events.slice(0, 1)));
  await missing.look();
  await sequencer.submit(sampleBatch(orgId, 3, events.slice(2)));
  await missing.look();
  expect(asked).toEqual([]);
  await missing.look();
  expect(asked).toEqual([2]);
  expect(await logOf(orgId)).toEqual(events.map((e) => e.id));
  await missing.look();
  expect(asked).toEqual([2]);
});

test("a batch that came by itself in the meantime is not asked for", async () => {
  const orgId = randomUUID();
  const { missing, asked } = watch(orgId, new Map());
  await sequencer.submit(sampleBatch(orgId, 2));
  await missing.look();
  await intake.of("finance")(sampleMessage(orgId, 1, [sampleEvent()]));
  await missing.look();
  expect(asked).toEqual([]);
  expect(await logOf(orgId)).toHaveLength(2);
});

test("a batch that came without its events is asked for, as one that did not come", async () => {
  const orgId = randomUUID();
  const events = [sampleEvent(), sampleEvent()];
  const { missing } = watch(orgId, new Map([[1, events.slice(0, 1)]]));
  await intake.receive("finance", { service: "finance", orgId, batchNo: 1 });
  await intake.receive("finance", sampleMessage(orgId, 2, events.slice(1)));
  await missing.look();
  await missing.look();
  expect(await logOf(orgId)).toEqual(events.map((e) => e.id));
});

test("a batch that nobody has any more is told of once", async () => {
  const orgId = randomUUID();
  const { missing, lost } = watch(orgId, new Map());
  await sequencer.submit(sampleBatch(orgId, 2));
  for (let i = 0; i < 4; i++) await missing.look();
  expect(lost).toEqual([{ service: "finance", orgId, batchNo: 1 }]);
});
