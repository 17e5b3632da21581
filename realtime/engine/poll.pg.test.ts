import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { afterEach, expect, test, vi } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import type { WireEvent } from "../contract/event";
import { refusalError } from "../api/refusals";
import { pool } from "../store/db";
import { sampleBatch, type SampleEvent, sampleEvent } from "../testing/batches";
import { Instance, personOf } from "../testing/instance";
import { Poll, type Polled } from "./poll";

const instances: Instance[] = [];
function start(options?: ConstructorParameters<typeof Instance>[0]): Instance {
  const instance = new Instance(options);
  instances.push(instance);
  return instance;
}
afterEach(async () => {
  for (const instance of instances.splice(0)) await instance.stop();
});

type Answer = Extract<Polled, { ok: true }>;
interface Ask {
  lastSeq?: number;
  epoch?: string;
  properties?: number[];
  services?: string[];
  waitMs?: number;
  knownTag?: string;
}

function ask(instance: Instance, auth: AuthData, { waitMs = 0, knownTag, ...wish }: Ask = {}): Poll {
  const message = { services: ["finance"], version: 1, ...wish };
  return new Poll(instance.connections, { auth, message, waitMs, knownTag: knownTag ?? null });
}

async function answerOf(poll: Poll): Promise<Answer> {
  const polled = await poll.answer;
  if (!polled.ok) throw new Error(polled.refusal.message);
  return polled;
}

const eventsOf = ({ frames }: Answer): WireEvent[] => frames.flatMap((f) => (f.type === "event" ? f.events : []));
const seqsOf = (answer: Answer): number[] => eventsOf(answer).map((e) => e.seq);
const typesOf = ({ frames }: Answer): string[] => frames.map((f) => f.type);
const upTo = (n: number, from = 1): number[] => Array.from({ length: n - from + 1 }, (_, i) => from + i);

const batchNos = new Map<string, number>();
async function publish(instance: Instance, orgId: string, ...events: Partial<SampleEvent>[]): Promise<void> {
  const no = (batchNos.get(orgId) ?? 0) + 1;
  batchNos.set(orgId, no);
  await instance.sequencer.submit(
    sampleBatch(
      orgId,
      no,
      events.map((event) => sampleEvent(event)),
    ),
  );
}

/** What is open here, be it a stream or a poll that waits. */
const openOf = (instance: Instance): number => instance.connections.counters.all.open;

test("[RT28] without a position the answer is the ack, and the cursor is the head", async () => {
  const [org, instance] = [randomUUID(), start()];
  await publish(instance, org, {}, {});
  const answer = await answerOf(ask(instance, personOf(org, [1])));
  expect(typesOf(answer)).toEqual(["ack"]);
  expect(answer).toMatchObject({ more: false, cursor: { seq: 2, epoch: expect.stringMatching(/^\w{8}$/) } });
});

test("[RT28] poll after poll gives every event once and in order, whatever is published in between", async () => {
  const [org, instance] = [randomUUID(), start()];
  const auth = personOf(org, [1]);
  let { cursor, tag } = await answerOf(ask(instance, auth));
  const seen: number[] = [];
  for (let i = 0; i < 20; i++) {
    for (let k = 0; k < i % 3; k++) await publish(instance, org, { propertyId: 1 }, { propertyId: 2 });
    const answer = await answerOf(ask(instance, auth, { lastSeq: cursor.seq, epoch: cursor.epoch, knownTag: tag }));
    seen.push(...eventsOf(answer).map((e) => e.n));
    ({ cursor, tag } = answer);
  }
  expect(seen).toEqual(upTo(19));
  expect(cursor.seq).toBe(38);
  expect(openOf(instance)).toBe(0);
});

test("[RT28] the ack comes again when the channels are others than the client knows", async () => {
  const [org, instance] = [randomUUID(), start()];
  await publish(instance, org, { propertyId: 1 }, { propertyId: 2 });
  const person = personOf(org, [1]);
  const { cursor, tag } = await answerOf(ask(instance, person));
  const position = { lastSeq: cursor.seq, epoch: cursor.epoch };
  expect(typesOf(await answerOf(ask(instance, person, { ...position, knownTag: tag })))).toEqual([]);
  const promoted = { ...person, grants: personOf(org, [1, 2]).grants };
  const answer = await answerOf(ask(instance, promoted, { ...position, knownTag: tag }));
  expect(answer.frames).toMatchObject([{ type: "ack", channels: { "finance/1": { n: 1 }, "finance/2": { n: 1 } } }]);
});

test("[RT28] a client that waits is answered by what is published, with the frames of the stream", async () => {
  const [org, instance] = [randomUUID(), start()];
  const auth = personOf(org, [1]);
  const { cursor, tag } = await answerOf(ask(instance, auth));
  const position = { lastSeq: cursor.seq, epoch: cursor.epoch, knownTag: tag, waitMs: 25_000 };
  const [one, other] = [ask(instance, auth, position), ask(instance, auth, position)];
  await vi.waitFor(() => expect(instance.hub.feeds.get(org)?.followers).toBe(2));
  await publish(instance, org, { propertyId: 2 });
  await publish(instance, org, { propertyId: 1 });
  const answers = [await answerOf(one), await answerOf(other)];
  expect(answers.map(seqsOf)).toEqual([[2], [2]]);
  expect(answers[0]?.frames[0]).toBe(answers[1]?.frames[0]);
  expect(answers[0]?.cursor.seq).toBe(2);
  expect(openOf(instance)).toBe(0);
});

test("[RT28] a wait without news ends with an empty answer and a cursor behind what others saw", async () => {
  const [org, instance] = [randomUUID(), start()];
  const auth = personOf(org, [1]);
  const { cursor, tag } = await answerOf(ask(instance, auth));
  await publish(instance, org, { propertyId: 2 });
  const answer = await answerOf(
    ask(instance, auth, { lastSeq: cursor.seq, epoch: cursor.epoch, knownTag: tag, waitMs: 30 }),
  );
  expect({ types: typesOf(answer), seq: answer.cursor.seq, more: answer.more }).toEqual({
    types: ["ping"],
    seq: 1,
    more: false,
  });
});

test("[RT28] a long replay comes in answers of bounded size, each with more until the last", async () => {
  const [org, instance] = [randomUUID(), start({ ringBytes: 400_000 })];
  const text = "x".repeat(60_000);
  for (let i = 0; i < 10; i++) await publish(instance, org, ...upTo(3).map(() => ({ data: { text } })));
  const auth = personOf(org, [1]);
  let position: Ask = { lastSeq: 0 };
  const [seen, sizes]: [number[], number[]] = [[], []];
  for (let more = true; more;) {
    const answer = await answerOf(ask(instance, auth, position));
    seen.push(...seqsOf(answer));
    sizes.push(JSON.stringify(answer.frames).length);
    position = { lastSeq: answer.cursor.seq, epoch: answer.cursor.epoch, knownTag: answer.tag };
    ({ more } = answer);
  }
  expect(seen).toEqual(upTo(30));
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThan(1_500_000);
});

test("[RT28] a position that cannot be continued is answered by a resync", async () => {
  const [org, instance] = [randomUUID(), start()];
  await publish(instance, org, {});
  for (const [position, reason] of [
    [{ lastSeq: 9 }, "ahead_of_head"],
    [{ lastSeq: 1, epoch: "older" }, "epoch_changed"],
  ] as const) {
    const answer = await answerOf(ask(instance, personOf(org, [1]), { ...position, waitMs: 25_000 }));
    expect(answer.frames).toMatchObject([{ type: "ack" }, { type: "resync", reason }]);
    expect(answer.cursor.seq).toBe(1);
  }
});

test.each([
  [{ lastSeq: -1 }, "bad_handshake"],
  [{ services: ["casino"] }, "unknown_service"],
  [{ services: ["guest"] }, "not_permitted"],
  [{ properties: [2] }, "unknown_property"],
])("[RT28] %j is refused: %s", async (wish, reason) => {
  const [org, instance] = [randomUUID(), start()];
  const polled = await ask(instance, personOf(org, [1]), { ...wish, waitMs: 25_000 }).answer;
  expect(polled).toMatchObject({ ok: false, refusal: { reason } });
  expect(openOf(instance)).toBe(0);
});

test("[RT14] a login that ends ends the wait, and changed rights are told at once", async () => {
  const [org, instance] = [randomUUID(), start()];
  const auth = personOf(org, [1]);
  const { cursor, tag } = await answerOf(ask(instance, auth));
  const position = { lastSeq: cursor.seq, epoch: cursor.epoch, knownTag: tag, waitMs: 25_000 };
  const first = ask(instance, auth, position);
  await vi.waitFor(() => expect(instance.hub.feeds.get(org)?.followers).toBe(1));
  const { grants, loginEndsAt } = personOf(org, [1, 2]);
  instance.connections.tell(auth.sessionId, { type: "rights", grants, loginEndsAt });
  expect((await answerOf(first)).frames).toMatchObject([{ type: "resync", reason: "rights_changed" }]);
  const second = ask(instance, auth, position);
  await vi.waitFor(() => expect(instance.hub.feeds.get(org)?.followers).toBe(1));
  instance.connections.tell(auth.sessionId, { type: "ended", by: "will" });
  expect(await second.answer).toMatchObject({ ok: false, refusal: { reason: "session_ended" } });
});

test("[RT28] a client that leaves is not waited for", async () => {
  const [org, instance] = [randomUUID(), start()];
  const { cursor, tag } = await answerOf(ask(instance, personOf(org, [1])));
  const poll = ask(instance, personOf(org, [1]), { lastSeq: cursor.seq, knownTag: tag, waitMs: 25_000 });
  await vi.waitFor(() => expect(instance.hub.feeds.get(org)?.followers).toBe(1));
  poll.abandon();
  await poll.answer;
  expect([openOf(instance), instance.hub.feeds.get(org)?.followers]).toEqual([0, 0]);
});

test("[RT28] polls inside of memory ask the database nothing", async () => {
  const [org, instance] = [randomUUID(), start()];
  const auth = personOf(org, [1]);
  for (let i = 0; i < 5; i++) await publish(instance, org, {});
  await answerOf(ask(instance, auth, { lastSeq: 0 }));
  const query = vi.spyOn(pool, "query");
  const connect = vi.spyOn(pool, "connect");
  const answers = await Promise.all(upTo(50).map((i) => answerOf(ask(instance, auth, { lastSeq: i % 6 }))));
  expect(answers.map((a) => seqsOf(a).length)).toEqual(upTo(50).map((i) => 5 - (i % 6)));
  expect([query.mock.calls.length, connect.mock.calls.length]).toEqual([0, 0]);
  query.mockRestore();
  connect.mockRestore();
});

test("[RT15] [RT28] while the log's database cannot be reached a poll is to come again: 503, and when", async () => {
  // Nothing listens on port 1.
  const gone = new Pool({ host: "127.0.0.1", port: 1 });
  const instance = start({ pool: gone, report: () => "error 1" });
  const polled = await ask(instance, personOf(randomUUID(), [1])).answer;
  if (polled.ok) throw new Error("answered without a database");
  expect(polled.refusal).toMatchObject({ reason: "overloaded", errorId: "error 1" });
  expect(refusalError(polled.refusal)).toMatchObject({
    code: "unavailable",
    details: { reason: "overloaded", errorId: "error 1", retryAfterMs: polled.refusal.retryAfterMs },
  });
  expect(polled.refusal.retryAfterMs).toBeGreaterThanOrEqual(2000);
  expect(openOf(instance)).toBe(0);
  await gone.end();
});
