import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleEntry } from "../testing/entries";
import { Ring } from "./ring";

const everything = new Set(["finance/1", "finance/2"]);
const seqs = (ring: Ring, after: number, channels = everything, maxBytes = Infinity) =>
  ring.read(after, channels, maxBytes)?.entries.map((e) => e.event.seq);

function ringOf(floor: number, count: number, limitBytes = 1e6): Ring {
  const ring = new Ring(floor, limitBytes);
  for (let i = 1; i <= count; i++) ring.push(sampleEntry(floor + i, { channel: `finance/${1 + (i % 2)}`, bytes: 100 }));
  return ring;
}

test("what was pushed is read back above a seq, by channel", () => {
  const ring = ringOf(10, 4);
  expect(seqs(ring, 10)).toEqual([11, 12, 13, 14]);
  expect(seqs(ring, 12)).toEqual([13, 14]);
  expect(seqs(ring, 14)).toEqual([]);
  expect(seqs(ring, 10, new Set(["finance/1"]))).toEqual([12, 14]);
});

test("below the floor it does not answer: it never pretends that nothing was there", () => {
  expect(ringOf(10, 4).read(9, everything, Infinity)).toBeNull();
});

test("beyond the head there is nothing, and the cursor does not go back", () => {
  expect(ringOf(0, 3).read(7, everything, Infinity)).toEqual({ entries: [], upTo: 7 });
});

test("a ring takes no hole and no repeat", () => {
  const ring = ringOf(0, 3);
  expect(() => ring.push(sampleEntry(5))).toThrow("ring at 3 cannot take 5");
  expect(() => ring.push(sampleEntry(3))).toThrow("cannot take 3");
});

test("a page ends before the bytes do, and the next goes on where it ended", () => {
  const ring = ringOf(0, 10);
  expect(ring.read(0, everything, 350)).toMatchObject({ upTo: 3 });
  // What the audience does not see between two pages costs nothing.
  expect(ring.read(0, new Set(["finance/1"]), 350)).toMatchObject({ upTo: 7 });
  expect(seqs(ring, 0, everything, 1)).toEqual([1]);
});

test("its bytes stay bounded, what it holds is the newest, and pages over it are the whole of it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 3000 }),
      fc.integer({ min: 300, max: 5000 }),
      (sizes, limit) => {
        const ring = new Ring(0, limit);
        sizes.forEach((bytes, i) => ring.push(sampleEntry(i + 1, { bytes })));
        expect(ring.bytes).toBeLessThanOrEqual(limit);
        expect(ring.head).toBe(sizes.length);
        const kept: number[] = [];
        for (let after = ring.floor; after < ring.head;) {
          const slice = ring.read(after, everything, 500);
          kept.push(...(slice?.entries ?? []).map((e) => e.event.seq));
          after = slice?.upTo ?? Infinity;
        }
        expect(kept).toEqual(Array.from({ length: ring.head - ring.floor }, (_, i) => ring.floor + 1 + i));
      },
    ),
    { numRuns: 30 },
  );
});
