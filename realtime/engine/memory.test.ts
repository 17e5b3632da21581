import fc from "fast-check";
import { expect, test } from "vitest";
import { type Holder, Memory } from "./memory";

/** Holds bytes in lots of ten, some of which it cannot do without. */
class Lots implements Holder {
  bytes = 0;
  readonly #needed: number;

  constructor(needed = 0) {
    this.#needed = needed;
  }

  shed(): number {
    return (this.bytes = Math.max(Math.min(this.bytes, this.#needed), this.bytes - 10));
  }

  use(memory: Memory, bytes: number): void {
    this.bytes = bytes;
    memory.hold(this, bytes);
  }
}

test("who was used longest ago gives way first, and only as much as is needed", () => {
  const memory = new Memory(100);
  const [a, b, c] = [new Lots(), new Lots(), new Lots()];
  a.use(memory, 40);
  b.use(memory, 40);
  a.use(memory, 40);
  c.use(memory, 35);
  expect([a.bytes, b.bytes, c.bytes, memory.bytes]).toEqual([40, 20, 35, 95]);
  c.use(memory, 100);
  expect([a.bytes, b.bytes, c.bytes, memory.bytes]).toEqual([0, 0, 100, 100]);
  expect([memory.sheds, memory.shedBytes]).toEqual([8, 80]);
});

test("what is released is free again", () => {
  const memory = new Memory(100);
  const [a, b] = [new Lots(), new Lots()];
  a.use(memory, 90);
  memory.release(a);
  b.use(memory, 90);
  expect([a.bytes, memory.bytes, memory.sheds]).toEqual([90, 90, 0]);
});

test("whatever is held, the sum is known and bounded but for what cannot go", () => {
  const step = fc.tuple(fc.nat(4), fc.nat(120));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const memory = new Memory(100);
      const holders = [0, 0, 0, 5, 15].map((needed) => new Lots(needed));
      for (const [i, bytes] of steps) {
        holders[i]?.use(memory, bytes);
        expect(memory.bytes).toBe(holders.reduce((sum, holder) => sum + holder.bytes, 0));
        expect(memory.bytes).toBeLessThanOrEqual(120);
      }
    }),
  );
});
