import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { inTx } from "../../platform/tx";
import { firstDigest, nextDigest } from "../domain/digest";
import type { Queryable } from "../../platform/sql";
import { pool } from "../store/db";
import { erasePayloads } from "../store/erasure.store";
import { readOrgState, readPage } from "../store/log.read";
import { takeBatches } from "../store/log.store";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { LogWriter } from "./log-writer";

/** The pool, with the names of the functions that were asked. */
function listening(): { db: Queryable; asked: string[] } {
  const asked: string[] = [];
  const db: Queryable = {
    query: (text, values) => {
      const name = /(append_to_log|take_batches)\(/.exec(text)?.[1];
      if (name !== undefined) asked.push(name);
      return pool.query(text, values);
    },
  };
  return { db, asked };
}

async function wholeLog(orgId: string) {
  const entries = [];
  for (let after = 0; ;) {
    const page = await readPage(pool, orgId, null, after);
    if (page.entries.length === 0) return entries;
    entries.push(...page.entries);
    after = page.upTo;
  }
}

/** Dense seqs and ns, and a chain that ends where the database says. */
async function expectChained(orgId: string, eventIds: string[]): Promise<void> {
  const log = await wholeLog(orgId);
  expect(log.map(({ event }) => event.id)).toEqual(eventIds);
  expect(log.map(({ seq }) => seq)).toEqual(eventIds.map((_, i) => i + 1));
  const ends: Record<string, { n: number; digest: string }> = {};
  for (const { channel, n, digest, hash, event } of log) {
    const before = ends[channel] ?? { n: 0, digest: firstDigest(channel) };
    ends[channel] = { n: before.n + 1, digest: nextDigest(before.digest, { ...event, hash }) };
    expect({ n, digest }).toEqual(ends[channel]);
  }
  const state = await readOrgState(pool, orgId);
  expect(state.channels).toEqual(ends);
  expect(state.head).toBe(eventIds.length);
}

test("[RT12] what is worked out here is the log that the database would have made", async () => {
  const [org, other] = [randomUUID(), randomUUID()];
  const { db, asked } = listening();
  const writer = new LogWriter(db, "test");
  const events = [1, 2, 1, 1, 2, 1].map((propertyId) =>
    sampleEvent({ propertyId, data: { text: 'ü "\\ \n \u001e \u0000', n: 1e21 } }),
  );
  await writer.take([sampleBatch(org, 1, events.slice(0, 1)), sampleBatch(other, 1)]);
  const { appended } = await writer.take([
    sampleBatch(org, 3, events.slice(3)),
    sampleBatch(org, 2, events.slice(1, 3)),
    sampleBatch(org, 1, [], "guest"),
  ]);
  expect(asked).toEqual(["take_batches", "append_to_log"]);
  expect(appended.map(({ orgId }) => orgId)).toEqual([org]);
  const log = await wholeLog(org);
  expect(appended[0]?.entries.map(({ text, hash }) => [text, hash])).toEqual(
    log.slice(1).map(({ text, hash }) => [text, hash]),
  );
  const ids = events.map(({ id }) => id);
  await expectChained(org, ids);
  const { rows } = await pool.query("SELECT service, next_batch FROM source WHERE org_id = $1 ORDER BY service", [org]);
  expect(rows).toEqual([
    { service: "finance", next_batch: 4 },
    { service: "guest", next_batch: 2 },
  ]);
});

test("early, repeated and erased events are the database's to judge, and the next ones are worked out again", async () => {
  const org = randomUUID();
  const { db, asked } = listening();
  const writer = new LogWriter(db, "test");
  const events = Array.from({ length: 8 }, () => sampleEvent());
  const batch = (no: number, ...places: number[]) =>
    sampleBatch(
      org,
      no,
      places.map((place) => events[place]!),
    );
  await writer.take([batch(1, 0)]);
  await writer.take([batch(3, 2)]); // early
  await writer.take([batch(2, 1)]); // the held one comes along
  await writer.take([batch(4, 2, 3)]); // an event that the log has
  await inTx(pool, (tx) => erasePayloads(tx, org, [events[5]!.id], new Date()));
  await writer.take([batch(5, 4)]);
  const { appended } = await writer.take([batch(6, 5)]);
  expect(appended[0]?.entries[0]?.event.data).toBeNull();
  expect(await writer.take([batch(6, 5), batch(1, 0)])).toEqual({ appended: [], refused: new Set() });
  expect(asked).toContain("append_to_log");
  await expectChained(
    org,
    events.slice(0, 6).map(({ id }) => id),
  );
});

test("two processes and the database itself write to one log by turns and at once", { timeout: 60_000 }, async () => {
  const org = randomUUID();
  const writers = [new LogWriter(pool, "one"), new LogWriter(pool, "two")];
  const batches = Array.from({ length: 300 }, (_, i) =>
    sampleBatch(org, i + 1, [sampleEvent({ propertyId: 1 + (i % 3) }), sampleEvent()]),
  );
  for (let at = 0; at < batches.length; at += 10) {
    const some = batches.slice(at, at + 10);
    const [first, second] = writers.map((writer) => () => writer.take(some.slice(0, 4)));
    // Long stretches of one process alone, so that it works places out itself, and in between all of them at once.
    if (at % 50 > 0) await first!();
    else await Promise.all([first!(), second!(), takeBatches(pool, some.slice(2, 7), "three")]);
    await writers[(at / 100) & 1]!.take(some.slice(3));
  }
  await expectChained(
    org,
    batches.flatMap(({ events }) => events.map(({ id }) => id)),
  );
});
