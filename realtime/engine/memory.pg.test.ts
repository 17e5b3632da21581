import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import type { ServerFrame } from "../contract/frames";
import { pool } from "../store/db";
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
  vi.restoreAllMocks();
  for (const instance of instances.splice(0)) await instance.stop();
});

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 });
const upTo = (n: number, from = 1): number[] => Array.from({ length: n - from + 1 }, (_, i) => from + i);

async function live(client: TestClient): Promise<TestClient> {
  await until(() => expect(client.connection.phase).toBe("live"));
  return client;
}

const publish = (instance: Instance, org: string, no: number, count: number): Promise<void> =>
  instance.sequencer.submit(
    sampleBatch(
      org,
      no,
      upTo(count).map(() => sampleEvent()),
    ),
  );

test("clients that come back within memory ask the database nothing, and share what they are sent", async () => {
  const [org, instance] = [randomUUID(), start()];
  await live(new TestClient(instance, personOf(org, [1])));
  await publish(instance, org, 1, 300);
  const query = vi.spyOn(pool, "query");
  const connect = vi.spyOn(pool, "connect");
  const clients = upTo(40).map((i) => new TestClient(instance, personOf(org, [1]), { lastSeq: 99 + i }));
  for (const client of clients) await live(client);
  clients.forEach((client, i) => expect(client.seqs).toEqual(upTo(300, 101 + i)));
  expect([query.mock.calls.length, connect.mock.calls.length]).toEqual([0, 0]);
  const frames = clients.flatMap((client) => client.frames.filter((frame) => frame.type === "event"));
  expect(new Set(frames).size).toBeLessThan(clients.length + 5);
});

test("clients that read all that memory holds, one after another, are sent the very same frames", async () => {
  const [org, instance] = [randomUUID(), start({ ringBytes: 300_000 })];
  await live(new TestClient(instance, personOf(org, [1])));
  await publish(instance, org, 1, 300);
  const query = vi.spyOn(pool, "query");
  const framesOf = async (): Promise<ServerFrame[]> => {
    const client = await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 1 }));
    expect(client.seqs).toEqual(upTo(300, 2));
    return client.frames.filter(({ type }) => type === "event");
  };
  const first = await framesOf();
  expect(first.length).toBeGreaterThan(2);
  expect(new Set([...first, ...(await framesOf())]).size).toBe(first.length);
  expect(query).not.toHaveBeenCalled();
});

test("the memory of all organisations together is bounded; who was used longest ago is read from the log, and is complete", async () => {
  const instance = start({ memoryBytes: 150_000 });
  const orgs = upTo(5).map(() => randomUUID());
  const followers: TestClient[] = [];
  for (const org of orgs) {
    followers.push(await live(new TestClient(instance, personOf(org, [1]))));
    await publish(instance, org, 1, 80);
    expect(instance.hub.memory.bytes).toBeLessThanOrEqual(150_000);
  }
  expect(instance.hub.memory.sheds).toBeGreaterThan(0);
  for (const follower of followers) await until(() => expect(follower.seqs).toEqual(upTo(80)));
  for (const org of orgs) {
    const client = await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 5 }));
    expect(client.seqs).toEqual(upTo(80, 6));
    expect(instance.hub.memory.bytes).toBeLessThanOrEqual(150_000);
  }
  // The forgotten give their part back.
  for (const client of followers) client.leave();
  const [org] = orgs;
  const last = await live(new TestClient(instance, personOf(org ?? "", [1])));
  instance.hub.forgetIdle();
  instance.hub.forgetIdle();
  expect([...instance.hub.feeds.values()].reduce((sum, feed) => sum + feed.bytes, 0)).toBe(instance.hub.memory.bytes);
  last.leave();
});

test("an erased payload is in no prepared replay", async () => {
  const [org, instance] = [randomUUID(), start()];
  const events = upTo(5).map(() => sampleEvent());
  await live(new TestClient(instance, personOf(org, [1])));
  await instance.sequencer.submit(sampleBatch(org, 1, events));
  await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 0 }));
  const feed = instance.hub.feeds.get(org);
  feed?.redact(new Set([events[2]?.id ?? ""]), feed.erasures);
  const client = await live(new TestClient(instance, personOf(org, [1]), { lastSeq: 0 }));
  expect(client.events.map((event) => event.redacted === true)).toEqual([false, false, true, false, false]);
});
