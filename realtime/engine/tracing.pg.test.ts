import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { pool } from "../store/db";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { Instance, personOf, TestClient } from "../testing/instance";
import { summarise } from "./operations";
import { explainPerson, Tracing } from "./tracing";

let instance: Instance;
let tracing: Tracing;
let org: string;
let batchNo: number;

beforeEach(() => {
  instance = new Instance();
  tracing = new Tracing({ pool, watch: instance.watch });
  [org, batchNo] = [randomUUID(), 0];
});
afterEach(() => instance.stop());

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 });

/** Brings one batch of events at these properties into the log. */
async function publish(...properties: number[]): Promise<void> {
  batchNo += 1;
  const events = properties.map((propertyId) => sampleEvent({ propertyId }));
  await instance.sequencer.submit(sampleBatch(org, batchNo, events));
}

async function connect(auth: AuthData, handshake: Record<string, unknown> = {}): Promise<TestClient> {
  const client = new TestClient(instance, auth, handshake);
  await until(() => expect(client.connection.phase).toBe("live"));
  return client;
}

/** What is said of the client and the event by somebody who operates properties 1 and 2. */
async function verdict(
  client: TestClient,
  seq: number,
): Promise<{ verdict: string; words: string; sentAtMs: number | null }> {
  const event = await tracing.find(org, seq);
  if (event === null) throw new Error(`${seq} is not in the log`);
  const found = tracing.connections(org, event, { connectionId: client.connection.id }, [1, 2]);
  expect(found).toHaveLength(1);
  const [{ verdict: said, words, sentAtMs }] = found as [(typeof found)[0]];
  return { verdict: said, words, sentAtMs };
}

test("an event that was sent live, by replay, or before the client came is told apart", async () => {
  await publish(1, 1);
  const liveOnly = await connect(personOf(org, [1]));
  const replaying = await connect(personOf(org, [1]), { lastSeq: 1 });
  const before = Date.now();
  await publish(1);
  await publish(1);
  await until(() => expect(replaying.seqs).toEqual([2, 3, 4]));
  await until(() => expect(liveOnly.seqs).toEqual([3, 4]));

  expect(await verdict(replaying, 2)).toMatchObject({ verdict: "sent", words: expect.stringContaining("by replay") });
  expect(await verdict(replaying, 1)).toMatchObject({
    verdict: "before_connection",
    words: expect.stringContaining("behind 1"),
  });
  expect(await verdict(liveOnly, 2)).toMatchObject({ verdict: "before_connection" });
  const sent = await verdict(liveOnly, 4);
  expect(sent).toMatchObject({ verdict: "sent", words: expect.stringContaining("live at") });
  expect(sent.sentAtMs).toBeGreaterThanOrEqual(before);
  expect(sent.sentAtMs).toBeLessThanOrEqual(Date.now());
});

test("what was not asked for and what is not allowed is named", async () => {
  const nobody = { ...personOf(org, [1, 2]), grants: [] };
  const [other] = personOf(org, [1, 2]).grants.filter((grant) => grant.propertyId === 2);
  const elsewhere = await connect({ ...nobody, grants: [other!] });
  const noRight = await connect({
    ...nobody,
    grants: [other!, { ...other!, propertyId: 1, permissions: ["property.read"] }],
  });
  const otherProperty = await connect(personOf(org, [1, 2]), { properties: [2] });
  const otherService = await connect(
    { ...nobody, grants: [{ ...other!, propertyId: 1, permissions: ["guest.stay.read"] }] },
    { services: ["guest"] },
  );
  await publish(1);
  expect(await verdict(elsewhere, 1)).toMatchObject({
    verdict: "no_role_at_property",
    words: "the person has no role at property 1",
  });
  expect(await verdict(noRight, 1)).toMatchObject({
    verdict: "no_permission",
    words: "the person lacks finance.revenue.read at property 1",
  });
  expect((await verdict(otherProperty, 1)).verdict).toBe("property_not_asked");
  expect((await verdict(otherService, 1)).verdict).toBe("service_not_asked");
});

test("a connection that closed before is remembered, with where it stood", async () => {
  await publish(1);
  const client = await connect(personOf(org, [1]), { lastSeq: 0 });
  client.leave();
  await publish(1);
  expect(await verdict(client, 1)).toMatchObject({ verdict: "sent" });
  const closed = await verdict(client, 2);
  expect(closed.verdict).toBe("closed_before");
  expect(closed.words).toContain("client_left");
  expect(closed.words).toContain("had come to 1");
});

test("a client that is too slow is behind, on the operators' list too, until it has caught up", async () => {
  const client = await connect(personOf(org, [1]));
  client.isSlow = true;
  const large = sampleEvent({ data: { text: "x".repeat(700_000) } });
  await instance.sequencer.submit(sampleBatch(org, 1, [large]));
  batchNo = 1;
  await until(() => expect(client.connection.phase).toBe("lagging"));
  await publish(1);
  await until(() => expect(instance.hub.feeds.get(org)?.head).toBe(2));
  const behind = await verdict(client, 2);
  expect(behind).toMatchObject({
    verdict: "behind",
    words: expect.stringMatching(/^it is lagging since .* come to 1$/),
  });
  const { slowest, clients } = summarise(instance.watch.ledger, org, [1], 2);
  expect(clients).toEqual([{ client: "websocket", phase: "lagging", count: 1 }]);
  expect(slowest).toMatchObject([{ connectionId: client.connection.id, phase: "lagging", cursor: 1, behindEvents: 1 }]);

  client.isSlow = false;
  client.drain();
  await until(() => expect(client.connection.phase).toBe("live"));
  expect(await verdict(client, 2)).toMatchObject({ verdict: "sent" });
  expect(summarise(instance.watch.ledger, org, [1], 2).slowest).toEqual([]);
});

test("what a client has acknowledged is told apart from what it was only sent", async () => {
  const client = await connect(personOf(org, [1]), { ack: true });
  await publish(1);
  await until(() => expect(client.seqs).toEqual([1]));
  client.connection.tell({ type: "message", message: { type: "ack", seq: 1 } });
  await publish(1);
  await until(() => expect(client.seqs).toEqual([1, 2]));
  expect((await verdict(client, 1)).verdict).toBe("acknowledged");
  expect(await verdict(client, 2)).toMatchObject({
    verdict: "sent",
    words: expect.stringContaining("the client has acknowledged 1 so far"),
  });
});

test("rights that end delivery and begin it anew leave their trace", async () => {
  const auth = personOf(org, [1, 2]);
  const client = await connect(auth);
  await publish(2);
  await until(() => expect(client.seqs).toEqual([1]));
  const { grants, loginEndsAt } = personOf(org, [1]);
  instance.connections.tell(auth.sessionId, { type: "rights", grants, loginEndsAt });
  await until(() => expect(client.frames.at(-1)?.type).toBe("resync"));
  await until(() => expect(client.connection.phase).toBe("live"));
  await publish(2, 1);
  await until(() => expect(client.seqs).toEqual([1, 3]));
  expect(await verdict(client, 1)).toMatchObject({ verdict: "sent" });
  expect(await verdict(client, 2)).toMatchObject({ verdict: "no_role_at_property" });
  expect(await verdict(client, 3)).toMatchObject({ verdict: "sent" });
});

test("nobody is told of connections of people who see more than the asker operates, nor of other organisations", async () => {
  const [wide, narrow] = [await connect(personOf(org, [1, 2])), await connect(personOf(org, [1]))];
  await connect(personOf(randomUUID(), [1]));
  await publish(1);
  const event = (await tracing.find(org, 1))!;
  const seen = (properties: number[]): string[] =>
    tracing.connections(org, event, {}, properties).map(({ story }) => story.connectionId);
  expect(seen([1])).toEqual([narrow.connection.id]);
  expect(new Set(seen([1, 2]))).toEqual(new Set([wide.connection.id, narrow.connection.id]));
  expect(await tracing.find(randomUUID(), 1)).toBeNull();
  expect(summarise(instance.watch.ledger, org, [1], 1).clients).toMatchObject([{ count: 1 }]);
});

test("the log notes when an event was sequenced", async () => {
  const before = Date.now();
  await publish(1);
  const event = (await tracing.find(org, 1))!;
  expect(event.sequencedAt!.getTime()).toBeGreaterThanOrEqual(before - 1);
  expect(event.sequencedAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1);
  expect(event).toMatchObject({ batchNo: 1, channel: "finance/1", type: "revenue-recorded", redacted: false });
  expect(explainPerson(event, { found: true, disabled: false, grants: [] }).words).toBe(
    "the person has no role at property 1",
  );
  expect(explainPerson(event, { found: false, disabled: false, grants: [] }).mayNowSee).toBe(false);
});
