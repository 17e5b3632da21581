import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import type { WireEvent } from "../contract/event";
import { payloadHash } from "../../platform/payload-hash";
import { firstDigest, nextDigest } from "../domain/digest";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { Instance, personOf, TestClient } from "../testing/instance";
import type { HubOptions } from "./hub";

const instances: Instance[] = [];
function start(options?: Partial<HubOptions>): Instance {
  const instance = new Instance(options);
  instances.push(instance);
  return instance;
}
afterEach(async () => {
  for (const instance of instances.splice(0)) await instance.stop();
});

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 });
const DEFLATE = { encodings: ["zstd", "deflate-dict-1"] };
const typesOf = (client: TestClient): string[] => client.frames.map((frame) => frame.type);

async function live(client: TestClient): Promise<TestClient> {
  await until(() => expect(client.connection.phase).toBe("live"));
  return client;
}

const rooms = (count: number, propertyId = 1) =>
  Array.from({ length: count }, (_, i) =>
    sampleEvent({ propertyId, entity: { kind: "room", id: `${i % 3}`, version: i + 1 } }),
  );

/** The digest that a client computes for itself. */
function digestOf(channel: string, events: readonly WireEvent[]): string {
  return events.reduce(
    (digest, event) => nextDigest(digest, { ...event, hash: event.hash ?? payloadHash(event.data) }),
    firstDigest(channel),
  );
}

test("[RT20] who offered compression gets batches, live and replayed, with the events that everybody else gets as they are", async () => {
  const [org, instance] = [randomUUID(), start()];
  const plain = await live(new TestClient(instance, personOf(org, [1])));
  const small = await live(new TestClient(instance, personOf(org, [1]), DEFLATE));
  const twin = await live(new TestClient(instance, personOf(org, [1]), DEFLATE));
  const unknown = await live(new TestClient(instance, personOf(org, [1]), { encodings: ["zstd"] }));
  expect(small.frames[0]).toMatchObject({ type: "ack", encodings: ["deflate-dict-1"] });
  expect(unknown.frames[0]).not.toHaveProperty("encodings");
  await instance.sequencer.submit(sampleBatch(org, 1, rooms(20)));
  await until(() => expect(small.seqs).toHaveLength(20));
  await until(() => expect(unknown.seqs).toHaveLength(20));
  expect([typesOf(plain), typesOf(small), typesOf(unknown)]).toEqual([
    ["ack", "event"],
    ["ack", "batch"],
    ["ack", "event"],
  ]);
  expect(small.events).toEqual(plain.events);
  expect(small.frames.at(-1)).toBe(twin.frames.at(-1));
  const late = await live(new TestClient(instance, personOf(org, [1]), { ...DEFLATE, lastSeq: 3 }));
  expect(typesOf(late)).toEqual(["ack", "batch", "ping"]);
  expect(late.events).toEqual(plain.events.slice(3));
  expect(late.cursor).toBe(20);
});

test("[RT21] a large event is compressed when it is sequenced, though nobody listens, and counted where it belongs", async () => {
  const [org, instance] = [randomUUID(), start()];
  const data = { id: "1", description: "ü".repeat(600) };
  await instance.sequencer.submit(sampleBatch(org, 1, [sampleEvent({ data }), sampleEvent({ propertyId: 2, data })]));
  await instance.sequencer.submit(sampleBatch(org, 2, rooms(3)));
  const { largeEvents } = instance.hub;
  expect([[1], [2], [1, 2], [3]].map((properties) => largeEvents.count(org, properties))).toEqual([1, 1, 2, 0]);
  expect([largeEvents.count(randomUUID(), [1, 2]), largeEvents.total]).toEqual([0, 2]);
});

test("[RT21] people of other audiences get the very same compressed form of a large event", async () => {
  const [org, instance] = [randomUUID(), start()];
  const one = await live(new TestClient(instance, personOf(org, [1]), DEFLATE));
  const two = await live(new TestClient(instance, personOf(org, [1, 2]), DEFLATE));
  const event = sampleEvent({ data: { id: "1", description: "x".repeat(2000) } });
  await instance.sequencer.submit(sampleBatch(org, 1, [event]));
  await until(() => expect([one.seqs, two.seqs]).toEqual([[1], [1]]));
  expect(one.frames.at(-1)).toMatchObject({ type: "batch", count: 1 });
  expect(two.frames.at(-1)).toBe(one.frames.at(-1));
});

test("[RT22] a client that is behind and asked for less gets obsolete payloads no more, and still proves that it has everything", async () => {
  const [org, instance] = [randomUUID(), start({ isStateLike: () => true })];
  await instance.sequencer.submit(sampleBatch(org, 1, rooms(10)));
  const whole = await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 0 }));
  const less = await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 0, coalesce: true }));
  const packed = await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 0, coalesce: true, ...DEFLATE }));
  expect(less.seqs).toEqual(whole.seqs);
  expect(packed.events).toEqual(less.events);
  expect(less.events.filter((event) => event.superseded).map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(digestOf("finance/1", less.events)).toBe(whole.events.at(-1)?.digest);
  expect(instance.connections.counters.all.superseded).toBe(14);
  // Live, nothing is left out.
  await instance.sequencer.submit(sampleBatch(org, 2, rooms(6)));
  await until(() => expect(less.seqs).toHaveLength(16));
  expect(less.events.slice(10).every((event) => event.data !== null)).toBe(true);
});
