import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Part } from "../domain/event-frames";
import { sampleBatch, sampleEvent } from "../testing/batches";
import { pool } from "./db";
import { readPage } from "./log.read";
import { takeBatches } from "./log.store";
import { readTexts } from "./log-texts.read";

const BOTH = ["finance/1", "finance/2"];
/** The events of a page one by one, as a client that has some of them left out gets them. */
const apart = ({ parts }: { parts: readonly Part[] }): readonly Part[] =>
  parts.flatMap((part) => part.apart?.() ?? part);

async function logOf(...texts: string[]): Promise<string> {
  const org = randomUUID();
  const events = texts.map((text, i) => sampleEvent({ propertyId: 1 + (i % 2), data: { id: `${i}`, text } }));
  await takeBatches(pool, [sampleBatch(org, 1, events)], "test");
  return org;
}

test("the database puts the texts together as they are put together of what was just sequenced, erased ones too", async () => {
  const org = await logOf("plain", 'ü € 😀 "quoted" \\ \n', "erased", "last");
  await pool.query(`UPDATE event_log SET data = NULL WHERE org_id = $1 AND seq = 3`, [org]);
  const { entries } = await readPage(pool, org, null, 0);
  const page = await readTexts(pool, org, BOTH, 0, 1024);
  const { parts, upTo, isSettled } = page;
  expect(parts).toMatchObject([{ service: "finance", seq: 4, events: 4, text: entries.map((e) => e.text).join(",") }]);
  expect(apart(page)).toEqual(entries.map(({ service, seq, text }) => ({ service, seq, text })));
  expect(JSON.parse(apart(page)[2]?.text ?? "")).toMatchObject({ data: null, redacted: true, hash: entries[2]?.hash });
  expect([upTo, isSettled]).toEqual([4, false]);
});

test("a page ends where it is told to, and is settled unless it ends at the head", async () => {
  const org = await logOf("a", "b", "c", "d", "e", "f", "g", "h");
  const seqs = async (channels: string[], after: number, end: number) => {
    const page = await readTexts(pool, org, channels, after, end);
    return [apart(page).map((part) => part.seq), page.upTo, page.isSettled];
  };
  expect(await seqs(BOTH, 2, 5)).toEqual([[3, 4, 5], 5, true]);
  expect(await seqs(["finance/2"], 2, 5)).toEqual([[4], 5, true]);
  expect(await seqs(["finance/3"], 2, 5)).toEqual([[], 5, true]);
  expect(await seqs(BOTH, 5, 8)).toEqual([[6, 7, 8], 8, false]);
  expect(await seqs(BOTH, 8, 16)).toEqual([[], 8, false]);
});

test("a page of long events ends early, at an event", async () => {
  const org = await logOf(...Array.from({ length: 12 }, () => "x".repeat(150_000)));
  const first = await readTexts(pool, org, BOTH, 0, 1024);
  expect([first.parts.length, first.upTo, first.isSettled]).toEqual([7, 7, true]);
  const second = await readTexts(pool, org, BOTH, first.upTo, 1024);
  expect([second.parts.map((part) => part.seq), second.isSettled]).toEqual([[8, 9, 10, 11, 12], false]);
});

test("a part is of one service and ends at about 128 KiB; a long event is one by itself", async () => {
  const org = await logOf(
    ...Array.from({ length: 40 }, (_, i) => (i === 20 ? "x".repeat(90_000) : "y".repeat(10_000))),
  );
  await pool.query(`UPDATE event_log SET service = 'guest' WHERE org_id = $1 AND seq IN (3, 4, 6)`, [org]);
  const page = await readTexts(pool, org, BOTH, 0, 1024);
  const of = (part: Part): string => `${part.service} ${part.seq}`;
  expect(page.parts.slice(0, 5).map(of)).toEqual(["finance 2", "guest 4", "finance 5", "guest 6", "finance 13"]);
  expect(page.parts.find(({ seq }) => seq === 21)).not.toHaveProperty("events");
  expect(Math.max(...page.parts.map(({ text }) => Buffer.byteLength(text)))).toBeLessThan(150 * 1024);
  const { entries } = await readPage(pool, org, null, 0);
  expect(apart(page).map(({ text }) => text)).toEqual(entries.map(({ text }) => text));
});

test("an organisation without a log has an empty page", async () => {
  expect(await readTexts(pool, randomUUID(), BOTH, 0, 1024)).toEqual({
    parts: [],
    upTo: 0,
    keptAfter: 0,
    isSettled: false,
  });
});
