import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry } from "../domain/entry";
import { Ring } from "../domain/ring";
import { Run } from "../domain/run";
import { sampleEntry } from "../testing/entries";
import { Blocks, endingWithBlock } from "./blocks";

const LOG = Array.from({ length: 1000 }, (_, i) => sampleEntry(i + 1));

function blocksOf(limitBytes = 1e9) {
  const made = { runs: 0, blocks: new Blocks(limitBytes, runOf) };
  function runOf(entries: readonly Entry[]): Run {
    made.runs += 1;
    return new Run(entries, "2026-11-20T12:00:00.000Z");
  }
  return made;
}

test("the runs of a stretch are all of it, whatever is kept", () => {
  const { blocks } = blocksOf(200_000);
  const stretch = fc.tuple(fc.nat(999), fc.nat(999));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 20 }), (stretches) => {
      for (const [from, to] of stretches) {
        const entries = LOG.slice(from, to);
        expect(blocks.runs("a", entries).flatMap((run) => run.parts)).toEqual(entries);
        expect(blocks.bytes).toBeLessThanOrEqual(200_000);
      }
    }),
  );
});

test("clients that come back from different places share all but their first run", () => {
  const made = blocksOf();
  const replays = Array.from({ length: 50 }, (_, i) => made.blocks.runs("a", LOG.slice(i, 300)));
  expect(new Set(replays.map((runs) => runs[1])).size).toBe(1);
  expect(new Set(replays.map((runs) => runs.at(-1))).size).toBe(1);
  // 50 first runs, the four that follow, once.
  expect(made.runs).toBe(54);
  made.blocks.runs("b", LOG.slice(0, 300));
  expect(made.runs).toBe(59);
});

test("they do so too when they read page by page, wherever the first page began", () => {
  const ring = new Ring(0, 1e9);
  for (const entry of LOG) ring.push(entry);
  const made = blocksOf();
  for (let start = 0; start < 50; start++) {
    const seqs: number[] = [];
    for (let after = start; after < ring.head;) {
      const slice = ring.read(after, new Set(["finance/1"]), 100_000)!;
      const { entries, upTo } = endingWithBlock(slice, ring.head);
      seqs.push(...made.blocks.runs("a", entries).flatMap((run) => run.parts.map(({ seq }) => seq)));
      after = upTo;
    }
    expect(seqs).toEqual(LOG.slice(start).map(({ seq }) => seq));
  }
  // 50 first runs, the fifteen that follow, once.
  expect(made.runs).toBe(65);
});

test("what is used stays, what is not goes after two rounds, and all of it when asked", () => {
  const made = blocksOf();
  const [used] = made.blocks.runs("used", LOG.slice(0, 10));
  made.blocks.runs("unused", LOG.slice(0, 10));
  made.blocks.age();
  expect(made.blocks.runs("used", LOG.slice(0, 10))[0]).toBe(used);
  made.blocks.age();
  expect(made.blocks.bytes).toBe(used?.bytes);
  made.blocks.clear();
  expect(made.blocks.bytes).toBe(0);
});
