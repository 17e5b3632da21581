import { expect, test, vi } from "vitest";
import type { Audience } from "../domain/audience";
import { Run } from "../domain/run";
import { sampleEntry } from "../testing/entries";
import { LogPages } from "./log-pages";

const ALL: Audience = { key: "finance/1", channels: new Set(["finance/1"]), services: [], denied: [] };
const RARE: Audience = { ...ALL, key: "finance/2" };
const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** A log of so many events, and how often which part of it was read. */
function pagesOf(head: number) {
  const log = { head, reads: [] as [number, number][], pages: new LogPages({ read, runOf }) };
  async function read(audience: Audience, after: number, end: number) {
    log.reads.push([after, end]);
    const upTo = Math.min(end, log.head);
    await turn();
    const count = audience === RARE ? 1 : 200;
    const parts = Array.from({ length: Math.min(count, upTo - after) }, (_, i) => sampleEntry(after + 1 + i));
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

test("clients that begin at different places soon read the same pages", async () => {
  const log = pagesOf(10_000);
  for (const start of [0, 100, 700]) {
    for (let after = start; after < 5000;) after = (await log.pages.read(ALL, after)).page.upTo;
  }
  await turn();
  // Three first pages, and five that are the same for all, one of them read ahead.
  expect(log.reads).toHaveLength(8);
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
  expect(log.pages.bytes).toBeLessThanOrEqual(8 * (page.runs[0]?.bytes ?? 0));
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
