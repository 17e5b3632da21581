import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import type { Pool } from "pg";
import { pool } from "../store/db";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { Instance, personOf, TestClient } from "../testing/instance";

const instances: Instance[] = [];
function start(options: ConstructorParameters<typeof Instance>[0] = {}): Instance {
  const instance = new Instance(options);
  instances.push(instance);
  return instance;
}
afterEach(async () => {
  for (const instance of instances.splice(0)) await instance.stop();
});

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 2 });
const live = async (...clients: TestClient[]): Promise<void> =>
  until(() => expect(clients.filter((c) => c.connection.phase !== "live")).toEqual([]));
const upTo = (n: number, from = 1): number[] => Array.from({ length: n - from + 1 }, (_, i) => from + i);
const publish = (instance: Instance, org: string, no: number, data = {}): Promise<unknown> =>
  instance.sequencer.submit(sampleBatch(org, no, [sampleEvent({ data })]));

/** The pool, and how often it was asked. */
function countingPool(): { pool: Pool; queries: () => number } {
  let queries = 0;
  const counting = {
    query: (...args: Parameters<Pool["query"]>) => {
      queries++;
      return pool.query(...args);
    },
  };
  return { pool: counting as unknown as Pool, queries: () => queries };
}

test("[RT24] clients that resume where memory reaches ask the database nothing, however many come at once", async () => {
  const counted = countingPool();
  const [org, instance] = [randomUUID(), start({ pool: counted.pool })];
  const first = new TestClient(instance, personOf(org, [1]));
  await live(first);
  for (const no of upTo(120)) await publish(instance, org, no);
  await until(() => expect(first.seqs).toEqual(upTo(120)));
  const before = counted.queries();
  const back = Array.from(
    { length: 1000 },
    () => new TestClient(instance, personOf(org, [1]), { lastSeq: 20, ack: true }),
  );
  await live(...back);
  expect(back.filter((client) => client.seqs.length !== 100)).toEqual([]);
  expect(counted.queries() - before).toBe(0);
});

test("[RT24] a login and an organisation have so many connections, and get a place back for each that ends", async () => {
  const [org, instance] = [randomUUID(), start({ limits: { process: 10, login: 2, organisation: 3 } })];
  const [ann, bob] = [personOf(org, [1]), personOf(org, [1])];
  const clients = [ann, ann, ann, bob, bob].map((person) => new TestClient(instance, person));
  const reasons = (): unknown[] =>
    clients.map((c) => c.frames.flatMap((f) => (f.type === "error" ? [f.reason] : []))[0]);
  expect(reasons()).toEqual([undefined, undefined, "too_many_connections", undefined, "too_many_connections"]);
  expect(clients[2]?.frames[0]).toMatchObject({ retryAfterMs: expect.any(Number) });
  const elsewhere = new TestClient(instance, personOf(randomUUID(), [1]));
  clients[0]?.leave();
  await live(new TestClient(instance, bob), elsewhere);
  const rest = Array.from({ length: 8 }, () => new TestClient(instance, personOf(randomUUID(), [1])));
  expect(rest.filter((c) => c.isClosed).map((c) => c.frames)).toMatchObject([
    [{ reason: "overloaded" }],
    [{ reason: "overloaded" }],
  ]);
});

test("[RT18] a client that does not acknowledge is not sent more than its window where the runtime does not tell; then it gets everything, in order", async () => {
  const [org, instance] = [randomUUID(), start()];
  const client = new TestClient(instance, personOf(org, [1]), { ack: true });
  await live(client);
  const text = "x".repeat(200_000);
  for (const no of upTo(8)) await publish(instance, org, no, { text });
  await until(() => expect(client.connection.phase).toBe("lagging"));
  expect(client.seqs).toEqual([1, 2, 3]);
  while (client.seqs.length < 8) {
    const seq = client.seqs.at(-1);
    client.connection.tell({ type: "message", message: { type: "ack", seq } });
    await until(() => expect(client.seqs.at(-1)).toBeGreaterThan(seq ?? 0));
  }
  expect(client.seqs).toEqual(upTo(8));
});

test("[RT23] 5,000 clients are sent away one after another, served until they go; who comes is refused, who stays is closed", async () => {
  const [org, instance] = [randomUUID(), start()];
  const clients = Array.from({ length: 5000 }, () => new TestClient(instance, personOf(org, [1])));
  await live(...clients);
  const drained = instance.connections.drain(2000);
  expect(instance.connections.drain(9)).toBe(drained);
  const slots = clients.map((c) => c.frames.flatMap((f) => (f.type === "drain" ? [f.reconnectInMs] : [])));
  expect(slots.every((slot) => slot.length === 1)).toBe(true);
  const inOrder = slots.flat().toSorted((a, b) => a - b);
  expect(inOrder).toEqual(upTo(4999, 0).map((i) => Math.floor((1600 * i) / 5000)));
  await publish(instance, org, 1);
  await until(() => expect(clients.filter((c) => c.seqs.length !== 1)).toEqual([]));
  const late = new TestClient(instance, personOf(org, [1]));
  expect(late.frames).toMatchObject([{ type: "error", reason: "draining", retryAfterMs: expect.any(Number) }]);
  for (const client of clients.slice(0, 4990)) client.leave();
  await drained;
  const stayed = clients.slice(4990);
  expect(stayed.map((c) => [c.isClosed, c.frames.at(-1)?.type])).toEqual(stayed.map(() => [true, "error"]));
});

test("[RT23] a server without clients, or whose last one leaves, does not wait", async () => {
  const [empty, instance] = [start(), start()];
  await empty.connections.drain(60_000);
  const client = new TestClient(instance, personOf(randomUUID(), [1]));
  await live(client);
  const drained = instance.connections.drain(60_000);
  client.leave();
  await drained;
  expect(instance.connections.isDraining).toBe(true);
});

test("[RT25] a connection goes over to the login of the credential that it was given: the end of the old one no longer matters, that of the new one does", async () => {
  const org = randomUUID();
  const person = personOf(org, [1]);
  const next = { ...person, sessionId: randomUUID(), loginEndsAt: "2100-01-01T00:00:00.000Z" };
  const instance = start({ judge: async () => ({ ok: true, arrival: next }) });
  const client = new TestClient(instance, person);
  await live(client);
  client.connection.tell({ type: "message", message: { type: "auth", ticket: "t" } });
  await until(() => expect(client.frames.at(-1)).toMatchObject({ type: "auth", expiresAt: next.loginEndsAt }));
  expect(instance.connections.roster.logins()).toEqual([next.sessionId]);
  // The next look at rights tells it what holds now.
  expect([...instance.connections.roster.takeJoined()]).toContain(next.sessionId);
  instance.connections.tell(person.sessionId, { type: "ended", by: "will" });
  await publish(instance, org, 1);
  await until(() => expect(client.seqs).toEqual([1]));
  instance.connections.tell(next.sessionId, { type: "ended", by: "will" });
  expect(client.isClosed).toBe(true);
});

test("[RT25] when nobody can say whose a credential is, the connection stays, and may ask again", async () => {
  const reports: unknown[] = [];
  const instance = start({
    judge: () => Promise.reject(new Error("identity is away")),
    report: (error) => `e${reports.push(error)}`,
  });
  const client = new TestClient(instance, personOf(randomUUID(), [1]));
  await live(client);
  client.connection.tell({ type: "message", message: { type: "auth", ticket: "t" } });
  await until(() =>
    expect(client.frames.at(-1)).toMatchObject({ reason: "auth_refused", retryAfterMs: expect.any(Number) }),
  );
  expect([client.connection.phase, reports.length]).toEqual(["live", 1]);
});
