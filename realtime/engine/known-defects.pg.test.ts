/** Defects that realtime products for hotels have been seen with, each of which loses events or shows them to the wrong people. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import type { StreamService } from "../../platform/events";
import { unpack } from "../domain/batch-frames";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { Instance, personOf, TestClient } from "../testing/instance";

const instances: Instance[] = [];
function start(): Instance {
  const instance = new Instance();
  instances.push(instance);
  return instance;
}
afterEach(async () => {
  for (const instance of instances.splice(0)) await instance.stop();
});

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 });
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

const SERVICES: StreamService[] = ["finance", "guest", "staff"];

/** Sees finance, guest and staff at these properties. */
function clerkOf(orgId: string, properties: number[]): AuthData {
  const person = personOf(orgId, properties);
  for (const grant of person.grants) grant.permissions.push("guest.stay.read", "staff.member.read");
  return person;
}

async function live(client: TestClient): Promise<TestClient> {
  await until(() => expect(client.connection.phase).toBe("live"));
  return client;
}

/** Brings one batch with one event per property into the log. */
function publish(
  instance: Instance,
  orgId: string,
  no: number,
  properties = [1],
  service: StreamService = "finance",
): Promise<void> {
  const events = properties.map((propertyId) => sampleEvent({ propertyId }));
  return instance.sequencer.submit(sampleBatch(orgId, no, events, service));
}

test("[defect 1] numbers are no counters of a process: after idle time and after a restart they go on, and a cursor holds", async () => {
  const [org, first] = [randomUUID(), start()];
  const client = await live(new TestClient(first, personOf(org, [1])));
  await publish(first, org, 1, [1, 1]);
  await until(() => expect(client.seqs).toEqual([1, 2]));
  client.leave();
  first.hub.forgetIdle();
  first.hub.forgetIdle();
  await publish(first, org, 2);
  const restarted = start();
  await publish(restarted, org, 3);
  const back = await live(new TestClient(restarted, personOf(org, [1]), { lastSeq: client.cursor }));
  expect(back.seqs).toEqual([3, 4]);
});

test("[defect 2] one cursor stands for all services: whatever came between them is replayed once", async () => {
  const [org, instance] = [randomUUID(), start()];
  const seen = await live(new TestClient(instance, clerkOf(org, [1]), { services: SERVICES }));
  for (const service of SERVICES) await publish(instance, org, 1, [1, 1], service);
  await until(() => expect(seen.seqs).toEqual(upTo(6)));
  for (const service of SERVICES.toReversed()) await publish(instance, org, 2, [1], service);
  const { cursor } = seen;
  for (let from = 0; from <= cursor; from++) {
    const back = await live(new TestClient(instance, clerkOf(org, [1]), { services: SERVICES, lastSeq: from }));
    expect(back.seqs).toEqual(upTo(9).filter((seq) => seq > from));
  }
});

test("[defect 3] every event has a number of its own, whatever batch it came in", async () => {
  const [org, instance] = [randomUUID(), start()];
  const client = await live(new TestClient(instance, personOf(org, [1])));
  const sizes = [1, 5, 2, 7, 1];
  await Promise.all(sizes.map((size, i) => publish(instance, org, i + 1, Array<number>(size).fill(1))));
  await until(() => expect(client.seqs).toEqual(upTo(16)));
});

test("[defect 4] the server decides what a client sees, event by event: the first of a batch says nothing of the others", async () => {
  const [org, instance] = [randomUUID(), start()];
  const one = await live(new TestClient(instance, personOf(org, [1])));
  await publish(instance, org, 1, [1, 2, 2, 1]);
  await publish(instance, org, 2, [2, 1]);
  await until(() => expect(one.seqs).toEqual([1, 4, 6]));
  expect(one.events.every((event) => event.propertyId === 1)).toBe(true);
  const asked = new TestClient(instance, personOf(org, [1]), { properties: [2] });
  await until(() => expect(asked.frames.at(-1)).toMatchObject({ type: "error", reason: "unknown_property" }));
});

test("[defect 5] the handshake as it is documented is the one that is read: it filters", async () => {
  const [org, instance] = [randomUUID(), start()];
  const page = readFileSync(new URL("../SPEC.md", import.meta.url), "utf8");
  // The optional fields carry a question mark there, which is no JSON.
  const written = /\*\*RT1\*\*[^`]*`(\{[^`]*\})`/.exec(page)?.[1] ?? "";
  const names = [...written.matchAll(/"(\w+)"\??:/g)].map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining(["services", "version", "lastSeq", "epoch", "properties"]));
  const client = await live(new TestClient(instance, personOf(org, [1, 2]), { properties: [2] }));
  await publish(instance, org, 1, [1, 2, 1, 2]);
  await until(() => expect(client.seqs).toEqual([2, 4]));
});

test("[defect 6] a compressed frame stands in for the plain one and is smaller; whoever offered nothing gets the plain one alone", async () => {
  const [org, instance] = [randomUUID(), start()];
  const plain = await live(new TestClient(instance, personOf(org, [1])));
  const compact = await live(new TestClient(instance, personOf(org, [1]), { encodings: ["deflate-dict-1"] }));
  const data = { lines: Array.from({ length: 40 }, (_, line) => ({ line, text: "two nights with breakfast" })) };
  await instance.sequencer.submit(sampleBatch(org, 1, [sampleEvent({ data })]));
  const kinds = (client: TestClient): string[] => client.frames.map((f) => f.type).filter((type) => type !== "ack");
  await until(() => expect([kinds(plain), kinds(compact)]).toEqual([["event"], ["batch"]]));
  const size = (client: TestClient): number => JSON.stringify(client.frames.at(-1)).length;
  expect(size(compact)).toBeLessThan(size(plain) / 2);
  const batch = compact.frames.find((frame) => frame.type === "batch");
  const [stoodFor] = unpack({ data: batch?.data ?? "" });
  // It was put together when the event was sequenced, the plain one when it was sent.
  expect({ ...plain.frames.at(-1), timestamp: "" }).toEqual({ ...stoodFor, timestamp: "" });
});

test("[defect 7] under steady load events go out while it lasts, not when it pauses", async () => {
  const [org, instance] = [randomUUID(), start()];
  const client = await live(new TestClient(instance, personOf(org, [1])));
  let furthestBehind = 0;
  for (let no = 1; no <= 300; no++) {
    await publish(instance, org, no);
    await new Promise((resume) => setImmediate(resume));
    furthestBehind = Math.max(furthestBehind, no - client.seqs.length);
  }
  await until(() => expect(client.seqs).toEqual(upTo(300)));
  expect(furthestBehind).toBeLessThan(150);
});
