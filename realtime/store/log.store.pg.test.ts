import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { payloadHash } from "../../platform/payload-hash";
import { firstDigest, nextDigest } from "../domain/digest";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { pool } from "./db";
import { readNewest, readOrgState, readPage } from "./log.read";
import { takeBatches } from "./log.store";

const take = (batches: Parameters<typeof takeBatches>[1]) => takeBatches(pool, batches, "test");

async function wholeLog(orgId: string) {
  const entries = [];
  for (let after = 0; ;) {
    const page = await readPage(pool, orgId, null, after);
    if (page.entries.length === 0) return entries;
    entries.push(...page.entries);
    after = page.upTo;
  }
}

test("events of one batch get dense seqs, and dense n per channel", async () => {
  const org = randomUUID();
  const events = [1, 2, 1, 1, 2].map((propertyId) => sampleEvent({ propertyId }));
  const { appended } = await take([sampleBatch(org, 1, events)]);
  expect(appended.map((a) => a.orgId)).toEqual([org]);
  expect(appended[0]?.entries.map(({ event }) => [event.seq, event.channel, event.n])).toEqual([
    [1, "finance/1", 1],
    [2, "finance/2", 1],
    [3, "finance/1", 2],
    [4, "finance/1", 3],
    [5, "finance/2", 2],
  ]);
  expect(appended[0]?.entries.map(({ event }) => event.id)).toEqual(events.map((e) => e.id));
});

test("[RT12] the digest that the database chains is the one that a client computes", async () => {
  const org = randomUUID();
  const awkward = [
    sampleEvent({ data: { text: 'ü\u0000\ud800 "quoted" \\ \n', n: 1e21, zero: -0, deep: [{ b: 1, a: null }] } }),
    sampleEvent({ data: {} }),
    sampleEvent({ data: { ä: 1, a: 2, A: 3, "10": 4, "9": 5 } }),
  ];
  await take([sampleBatch(org, 1, awkward.slice(0, 2))]);
  await take([sampleBatch(org, 2, awkward.slice(2))]);
  let digest = firstDigest("finance/1");
  const entries = await wholeLog(org);
  for (const { event } of entries) {
    // As a client sees it: the event after its way through JSON.
    const seen = JSON.parse(JSON.stringify(event)) as typeof event;
    digest = nextDigest(digest, { id: seen.id, type: seen.type, hash: payloadHash(seen.data) });
    expect(seen.digest).toBe(digest);
  }
  expect(entries).toHaveLength(3);
  expect((await readOrgState(pool, org)).channels).toEqual({ "finance/1": { n: 3, digest } });
});

test("a batch that comes twice leaves no second trace, in one flush or in two", async () => {
  const org = randomUUID();
  const batch = sampleBatch(org, 1);
  expect((await take([batch, batch])).appended[0]?.entries).toHaveLength(1);
  expect(await take([batch])).toEqual({ appended: [], refused: new Set() });
  expect(await wholeLog(org)).toHaveLength(1);
});

test("an event that comes again under another batch number is in the log once", async () => {
  const org = randomUUID();
  const event = sampleEvent();
  await take([sampleBatch(org, 1, [event])]);
  await take([sampleBatch(org, 2, [event, sampleEvent()]), sampleBatch(org, 3, [event])]);
  expect((await wholeLog(org)).map(({ event: e }) => [e.seq, e.n])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test("batches of one service and organisation are taken in their number's order; what comes early waits in the database", async () => {
  const org = randomUUID();
  const events = Array.from({ length: 5 }, () => sampleEvent());
  const batch = (no: number) => sampleBatch(org, no, [events[no - 1] ?? sampleEvent()]);
  expect((await take([batch(3)])).appended).toEqual([]);
  expect((await take([batch(5), batch(2)])).appended).toEqual([]);
  const first = await take([batch(1)]);
  expect(first.appended[0]?.entries.map(({ event }) => event.id)).toEqual(events.slice(0, 3).map((e) => e.id));
  const rest = await take([batch(4)]);
  expect(rest.appended[0]?.entries.map(({ event }) => event.id)).toEqual(events.slice(3).map((e) => e.id));
  const { rows } = await pool.query("SELECT batch_no FROM held_batch WHERE org_id = $1", [org]);
  expect(rows).toEqual([]);
});

test("a batch that is too far ahead is refused, to be delivered again", async () => {
  const org = randomUUID();
  const { appended, refused } = await take([sampleBatch(org, 257), sampleBatch(org, 256)]);
  expect(appended).toEqual([]);
  expect([...refused]).toEqual([`${org} finance 257`]);
});

test("services and organisations do not wait for one another", async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  const { appended } = await take([
    sampleBatch(one, 2),
    sampleBatch(one, 1, undefined, "guest"),
    sampleBatch(other, 1),
  ]);
  const seen = appended.map((a) => [a.orgId, a.entries.map((e) => [e.service, e.event.seq])]);
  expect(seen).toEqual(
    [
      [one, [["guest", 1]]],
      [other, [["finance", 1]]],
    ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  );
});

test("an empty batch uses its number up", async () => {
  const org = randomUUID();
  await take([sampleBatch(org, 1, [])]);
  expect((await take([sampleBatch(org, 2)])).appended[0]?.entries[0]?.event.seq).toBe(1);
});

test(
  "10,000 events from two writers that race for one organisation: dense, complete, chained",
  { timeout: 60_000 },
  async () => {
    const org = randomUUID();
    const batches = Array.from({ length: 1000 }, (_, i) =>
      sampleBatch(
        org,
        i + 1,
        Array.from({ length: 10 }, (_x, k) => sampleEvent({ propertyId: 1 + (k % 3) })),
      ),
    );
    // Each writer gets every batch, in an order of its own, some of them together.
    const writer = async (order: typeof batches): Promise<number> => {
      let added = 0;
      for (let from = 0; from < order.length; from += 20) {
        for (const { entries } of (await take(order.slice(from, from + 20))).appended) added += entries.length;
      }
      return added;
    };
    const shuffled = batches.map(
      (_, i) => batches[(Math.floor(i / 40) * 40 + ((i * 7) % 40)) % batches.length] ?? sampleBatch(org, 1),
    );
    const added = await Promise.all([writer(shuffled), writer(batches)]);
    expect(added[0] + added[1]).toBe(10_000);
    const log = await wholeLog(org);
    expect(log.map(({ event }) => event.seq)).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 1));
    expect(log.map(({ event }) => event.id)).toEqual(batches.flatMap((b) => b.events.map((e) => e.id)));
    const heads: Record<string, { n: number; digest: string }> = {};
    for (const { event } of log) {
      const before = heads[event.channel] ?? { n: 0, digest: firstDigest(event.channel) };
      expect(event.n).toBe(before.n + 1);
      heads[event.channel] = {
        n: event.n,
        digest: nextDigest(before.digest, { ...event, hash: payloadHash(event.data) }),
      };
      expect(event.digest).toBe(heads[event.channel]?.digest);
    }
    expect((await readOrgState(pool, org)).channels).toEqual(heads);
  },
);

test("a page holds the wished channels only, and says how far it looked", async () => {
  const org = randomUUID();
  const events = Array.from({ length: 30 }, (_, i) => sampleEvent({ propertyId: i === 20 ? 7 : 1 }));
  await take([sampleBatch(org, 1, events)]);
  const page = await readPage(pool, org, ["finance/7"], 3);
  expect(page.entries.map(({ event }) => event.seq)).toEqual([21]);
  expect(page.upTo).toBe(21);
  expect(await readPage(pool, org, ["finance/7"], 21)).toEqual({ entries: [], upTo: 30, keptAfter: 0 });
  expect(await readPage(pool, randomUUID(), null, 0)).toEqual({ entries: [], upTo: 0, keptAfter: 0 });
});

test("a page of long events ends early, and never without an event", async () => {
  const org = randomUUID();
  const long = () => sampleEvent({ data: { text: "x".repeat(600_000) } });
  await take([sampleBatch(org, 1, [long(), long(), long(), long()])]);
  const pages: number[][] = [];
  for (let after = 0; after < 4;) {
    const page = await readPage(pool, org, null, after);
    pages.push(page.entries.map(({ event }) => event.seq));
    after = page.upTo;
  }
  expect(pages).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("the newest events are as many as fit, and none where the newest is too long", async () => {
  const org = randomUUID();
  const events = [90_000, 30_000, 30_000].map((length) => sampleEvent({ data: { text: "x".repeat(length) } }));
  await take([sampleBatch(org, 1, events)]);
  const state = await readOrgState(pool, org);
  const newest = async (maxRows: number, maxBytes: number) =>
    (await readNewest(pool, org, state, maxRows, maxBytes)).map((entry) => entry.seq);
  expect([
    await newest(10, 200_000),
    await newest(10, 100_000),
    await newest(10, 10_000),
    await newest(1, 200_000),
  ]).toEqual([[1, 2, 3], [2, 3], [], [3]]);
});

test("[RT11] a page that ends before an erased event does not jump over those in between", async () => {
  const org = randomUUID();
  const events = Array.from({ length: 30 }, () => sampleEvent({ data: { text: "x".repeat(60_000) } }));
  for (let i = 0; i < 10; i++) await take([sampleBatch(org, i + 1, events.slice(i * 3, i * 3 + 3))]);
  await pool.query("UPDATE event_log SET data = NULL WHERE event_id = $1", [events[28]?.id]);
  const page = await readPage(pool, org, null, 0);
  expect(page.upTo).toBeLessThan(29);
  expect((await wholeLog(org)).map((e) => e.event.seq)).toEqual(events.map((_, i) => i + 1));
});

test("[RT11] an erased payload keeps its place, its hash and the chain", async () => {
  const org = randomUUID();
  const event = sampleEvent();
  await take([sampleBatch(org, 1, [event, sampleEvent()])]);
  await pool.query("UPDATE event_log SET data = NULL WHERE event_id = $1", [event.id]);
  const [erased, next] = await wholeLog(org);
  expect(erased?.event).toMatchObject({ id: event.id, data: null, redacted: true, hash: payloadHash(event.data) });
  const digest = nextDigest(firstDigest("finance/1"), {
    id: event.id,
    type: event.type,
    hash: erased?.event.hash ?? "",
  });
  expect(erased?.event.digest).toBe(digest);
  expect(next?.event).not.toHaveProperty("redacted");
});
