import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { payloadHash } from "../../platform/payload-hash";
import { inTx } from "../../platform/tx";
import type { ChannelHead } from "../contract/event";
import { firstDigest, nextDigest } from "../domain/digest";
import { sampleBatch, sampleEvent, type SampleEvent } from "../testing/batches";
import { Instance, personOf, TestClient } from "../testing/instance";
import { pool } from "./db";
import { erasePayloads } from "./erasure.store";
import { readOrgState, readPage } from "./log.read";
import { parkPoison } from "./parked.store";
import { takeBatches } from "./log.store";

const NOW = new Date("2026-11-20T12:00:00Z");
const erase = (orgId: string, ...events: SampleEvent[]) =>
  inTx(pool, (tx) =>
    erasePayloads(
      tx,
      orgId,
      events.map((e) => e.id),
      NOW,
    ),
  );

/** What a client that has these events can prove. */
function chainOf(events: { channel: string; n: number; id: string; type: string; data: unknown; hash?: string }[]) {
  let head: ChannelHead = { n: 0, digest: firstDigest("finance/1") };
  for (const event of events) {
    expect(event.n).toBe(head.n + 1);
    const hash = event.data === null ? (event.hash ?? "") : payloadHash(event.data);
    head = { n: event.n, digest: nextDigest(head.digest, { id: event.id, type: event.type, hash }) };
  }
  return { "finance/1": head };
}

test("[RT11] an erasure reaches the log and the memory of every process; the chain verifies from both", async () => {
  const orgId = randomUUID();
  const [one, other] = [new Instance(), new Instance()];
  const small = new Instance({ ringBytes: 1 });
  await Promise.all([one.listen(), other.listen(), small.listen()]);
  const events = Array.from({ length: 5 }, () => sampleEvent());
  await one.sequencer.submit(sampleBatch(orgId, 1, events));
  const auth = personOf(orgId, [1]);
  // Every ring is warm before the erasure.
  const before = [one, other, small].map((instance) => new TestClient(instance, auth, { lastSeq: 0 }));
  await vi.waitFor(() => expect(before.map((c) => c.events.length)).toEqual([5, 5, 5]));
  const [, second, third] = events;
  expect(await erase(orgId, second as SampleEvent, third as SampleEvent)).toBe(2);
  expect(await erase(orgId, second as SampleEvent)).toBe(0);
  for (const instance of [one, other, small]) {
    await vi.waitFor(async () => {
      const client = new TestClient(instance, auth, { lastSeq: 0 });
      await vi.waitFor(() => expect(client.events).toHaveLength(5));
      client.leave();
      expect(client.events.map((e) => e.data === null)).toEqual([false, true, true, false, false]);
      expect(client.events[1]).toMatchObject({ id: second?.id, redacted: true, hash: payloadHash(second?.data) });
      expect(chainOf(client.events)).toEqual((await readOrgState(pool, orgId)).channels);
    });
  }
  // The stream goes on behind it.
  await one.sequencer.submit(sampleBatch(orgId, 2));
  await vi.waitFor(() => expect(before.map((c) => c.seqs.at(-1))).toEqual([6, 6, 6]));
  await Promise.all([one.stop(), other.stop(), small.stop()]);
});

test("[RT11] an event that was erased before it came, or while it was held, comes without its payload and with its hash", async () => {
  const orgId = randomUUID();
  const [first, held, late] = [sampleEvent(), sampleEvent(), sampleEvent()];
  await takeBatches(pool, [sampleBatch(orgId, 2, [held])], "test");
  expect(await erase(orgId, held, late)).toBe(0);
  const { rows } = await pool.query("SELECT events -> 0 -> 'data' AS data FROM held_batch WHERE org_id = $1", [orgId]);
  expect(rows).toEqual([{ data: null }]);
  const taken = await takeBatches(pool, [sampleBatch(orgId, 1, [first]), sampleBatch(orgId, 3, [late])], "test");
  const inMemory = taken.appended[0]?.entries.map(({ event }) => event);
  const inLog = (await readPage(pool, orgId, null, 0)).entries.map(({ event }) => event);
  expect(inMemory).toEqual(inLog);
  expect(inLog.map((e) => e.data === null)).toEqual([false, true, true]);
  expect(chainOf(inLog)).toEqual((await readOrgState(pool, orgId)).channels);
});

test("an event whose service has erased it already goes into the log by its hash", async () => {
  const orgId = randomUUID();
  const { data, ...envelope } = sampleEvent();
  const erased = { ...envelope, data: null, hash: payloadHash(data) } as unknown as SampleEvent;
  await takeBatches(pool, [sampleBatch(orgId, 1, [erased])], "test");
  const [entry] = (await readPage(pool, orgId, null, 0)).entries;
  expect(entry?.event).toMatchObject({ id: envelope.id, data: null, redacted: true, hash: payloadHash(data) });
});

test("what is parked and names an erased event loses its text; other organisations' do not", async () => {
  const [orgId, other] = [randomUUID(), randomUUID()];
  const event = sampleEvent();
  const poison = (org: string) => ({
    service: "finance",
    orgId: org,
    batchNo: 1,
    reason: "bad",
    payload: JSON.stringify({ ...event, class: org }),
  });
  await parkPoison(pool, [poison(orgId), poison(other)], NOW);
  await erase(orgId, event);
  const { rows } = await pool.query("SELECT payload IS NULL AS gone FROM parked WHERE org_id = ANY($1) ORDER BY id", [
    [orgId, other],
  ]);
  expect(rows).toEqual([{ gone: true }, { gone: false }]);
  // Delivered again in another form, or parked only now.
  await parkPoison(pool, [{ ...poison(orgId), payload: JSON.stringify({ ...event, class: "again" }) }], NOW);
  const late = await pool.query("SELECT payload FROM parked WHERE org_id = $1", [orgId]);
  expect(late.rows).toEqual([{ payload: null }, { payload: null }]);
});
