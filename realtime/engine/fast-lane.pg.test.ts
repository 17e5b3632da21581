import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { FastLane } from "../../platform/fast-lane";
import type { EventBatch } from "../../platform/events";
import { pool, sequencerDb } from "../store/db";
import { readOrgState, readPage } from "../store/log.read";
import { sampleEvent, sampleMessage, type SampleEvent } from "../testing/batches";
import { Intake } from "./intake";
import { Sequencer } from "./sequencer";

/** A process: what it brought into the log, and how many flushes it took. */
function start() {
  const sequencer = new Sequencer({
    db: sequencerDb,
    instance: randomUUID(),
    onAppended: () => {},
    park: async () => {},
  });
  const intake = new Intake({ sequencer, park: async () => {} });
  return { sequencer, intake };
}

const messagesOf = (orgId: string, events: SampleEvent[]) => events.map((e, i) => sampleMessage(orgId, i + 1, [e]));
const logOf = async (orgId: string) =>
  (await readPage(pool, orgId, null, 0)).entries.map(({ event: { id, seq, n, digest, data } }) => ({
    id,
    seq,
    n,
    digest,
    data,
  }));

/** By the topic: in any order, some twice, to any process. By the lane: in order, to one process, some left out. */
const byTopic = (messages: EventBatch<SampleEvent>[]) =>
  messages.flatMap((m, i) => (i % 7 === 0 ? [m, m] : [m])).reverse();

test("the topic alone, the fast lane alone and both at once give the same log", async () => {
  const events = Array.from({ length: 60 }, () => sampleEvent());
  const [topic, lane, both]: [string, string, string] = [randomUUID(), randomUUID(), randomUUID()];
  const [one, other] = [start(), start()];
  // The same events for each organisation, but for their ids, which are unique over all.
  const of = (orgId: string) => {
    const last = [topic, lane, both].indexOf(orgId);
    return messagesOf(
      orgId,
      events.map((e) => ({ ...e, id: `${e.id.slice(0, -1)}${last}` })),
    );
  };
  await Promise.all(byTopic(of(topic)).map((m, i) => (i % 2 === 0 ? one : other).intake.receive("finance", m)));
  for (const m of of(lane)) await one.intake.receive("finance", m);
  const offered = new FastLane<SampleEvent>((m) => one.intake.receive("finance", m));
  await Promise.all(
    byTopic(of(both)).map(async (m, i) => {
      if (i % 5 !== 0) offered.offer(m);
      await (i % 2 === 0 ? one : other).intake.receive("finance", m);
    }),
  );
  const shape = async (orgId: string) => (await logOf(orgId)).map(({ seq, n, data }) => ({ seq, n, data }));
  expect(await shape(lane)).toHaveLength(60);
  expect(await shape(topic)).toEqual(await shape(lane));
  expect(await shape(both)).toEqual(await shape(lane));
  for (const orgId of [topic, lane, both])
    expect((await logOf(orgId)).at(-1)?.digest).toBe((await readOrgState(pool, orgId)).channels["finance/1"]?.digest);
});

test("the second way of a batch costs the database nothing", async () => {
  const { intake, sequencer } = start();
  const messages = messagesOf(
    randomUUID(),
    Array.from({ length: 20 }, () => sampleEvent()),
  );
  for (const m of messages) await intake.receive("finance", m);
  const { flushes } = sequencer;
  await Promise.all(messages.map((m) => intake.receive("finance", m)));
  expect([sequencer.flushes, intake.repeated]).toEqual([flushes, 20]);
});

test("an offer that fails leaves the batch to the topic", async () => {
  const { intake } = start();
  const orgId = randomUUID();
  const lane = new FastLane<SampleEvent>(() => Promise.reject(new Error("realtime is away")));
  const [message] = messagesOf(orgId, [sampleEvent()]);
  if (message === undefined) throw new Error("no message");
  lane.offer(message);
  await intake.receive("finance", message);
  expect(await logOf(orgId)).toHaveLength(1);
});
