import { expect, test, vi } from "vitest";
import type { Audience } from "../domain/audience";
import type { Part } from "../domain/event-frames";
import { Run } from "../domain/run";
import { sampleEntry } from "../testing/entries";
import { LogPages } from "./log-pages";

const ALL: Audience = { key: "finance/1", channels: new Set(["finance/1"]), services: [], denied: [] };
const RARE: Audience = { ...ALL, key: "finance/2" };
const LONG: Audience = { ...ALL, key: "finance/3" };
const longPart = (seq: number): Part => ({ service: "finance", seq, text: "x".repeat(128 * 1024), events: 50 });
const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** A log of so many events, and how often which part of it was read. */
function pagesOf(head: number) {
  const log = { head, reads: [] as [number, number][], pages: new LogPages({ read, runOf }) };
  async function read(audience: Audience, after: number, end: number) {
    log.reads.push([after, end]);
    const upTo = Math.min(end, log.head);
    await turn();
    const count = audience === RARE ? 1 : 200;
    const parts: Part[] = Array.from({ length: Math.min(count, upTo - after) }, (_, i) => sampleEntry(after + 1 + i));
    if (audience === LONG)
      for (const part of parts.splice(4)) if (part.seq <= after + 12) parts.push(longPart(part.seq));
    return { parts, upTo, keptAfter: 0, isSettled: end < log.head };
  }
  function runOf(parts: ConstructorParameters<typeof Run>[0]): Run {
    return new Run(parts, "2026-11-20T12:00:00.000Z");
  }
  return log;
}

test("clients at one place share a reading and what is sent; the next page is read while they are sent this one", async () => {
  const log = pagesOf(10_000);
  const [one, two] = await Promise.all([log.pages.read(ALL, 10), log.pages.read(ALL, 10)]);
  expect(one).toBe(two);
  await vi.waitFor(() =>
    expect(log.reads).toEqual([
      [10, 1024],
      [1024, 2048],
    ]),
  );
  expect((await log.pages.read(ALL, 10)).page).toBe(one.page);
  const next = await log.pages.read(ALL, one.page.upTo);
  expect(next.page.upTo).toBe(2048);
  await vi.waitFor(() => expect(log.reads).toHaveLength(3));
});

test("what one reading brings is handed out in pages as long as a frame, each event once, and as they are sent more is read", async () => {
  const log = pagesOf(10_000);
  const ends: number[] = [];
  const seqs: number[] = [];
  for (let after = 1024; after < 2048;) {
    const { page } = await log.pages.read(LONG, after);
    seqs.push(...page.runs.flatMap((run) => run.parts.map((part) => part.seq)));
    ends.push((after = page.upTo));
  }
  expect(ends).toEqual([1029, 1030, 1031, 1032, 1033, 1034, 1035, 2048]);
  expect(seqs).toEqual(Array.from({ length: 12 }, (_, i) => 1025 + i));
  expect(log.reads[0]).toEqual([1024, 2048]);
  expect(log.reads).toContainEqual([2048, 3072]);
});

test("clients that begin at different places soon read the same pages", async () => {
  const log = pagesOf(10_000);
  for (const start of [0, 100, 700]) {
    for (let after = start; after < 5000;) after = (await log.pages.read(ALL, after)).page.upTo;
  }
  await turn();
  const firsts = log.reads.filter(([after]) => after % 1024 !== 0 || after === 0);
  expect(firsts.map(([after]) => after)).toEqual([0, 100, 700]);
  expect(new Set(log.reads.map(String)).size).toBe(log.reads.length);
});

test("what ends at the head is read anew, and nothing is read ahead of it", async () => {
  const log = pagesOf(500);
  expect((await log.pages.read(ALL, 0)).page.upTo).toBe(500);
  log.head = 600;
  expect((await log.pages.read(ALL, 0)).page.upTo).toBe(600);
  expect([log.reads.length, log.pages.bytes]).toEqual([2, 0]);
});

test("an audience that sees few of the events looks further at a time", async () => {
  const log = pagesOf(1_000_000);
  for (let after = 0; after < 900_000;) after = (await log.pages.read(RARE, after)).page.upTo;
  expect(log.reads.length).toBeLessThan(30);
});

test("only so many pages are kept; after `clear` none is, not even one that was under way", async () => {
  const log = pagesOf(100_000);
  for (let after = 0; after < 50_000;) after = (await log.pages.read(ALL, after)).page.upTo;
  await turn();
  const { page } = await log.pages.read(ALL, 90_112);
  expect(log.pages.bytes).toBeLessThanOrEqual(32 * (page.runs[0]?.bytes ?? 0));
  const reading = log.pages.read(ALL, 95_000);
  log.pages.clear();
  const before = (await reading).page;
  expect(log.pages.bytes).toBeLessThan(2 * (page.runs[0]?.bytes ?? 0));
  expect((await log.pages.read(ALL, 95_000)).page).not.toBe(before);
});

test("a failure is told to who asked, and the next asks anew", async () => {
  let fails = true;
  const log = pagesOf(10_000);
  const pages = new LogPages({
    read: (audience, after, end) =>
      fails
        ? Promise.reject(new Error("away"))
        : Promise.resolve({ parts: [], upTo: end, keptAfter: 0, isSettled: audience === ALL && after > 0 }),
    runOf: (parts) => new Run(parts, log.pages.bytes.toString()),
  });
  await expect(pages.read(ALL, 0)).rejects.toThrow("away");
  fails = false;
  expect((await pages.read(ALL, 0)).page.upTo).toBe(1024);
});
