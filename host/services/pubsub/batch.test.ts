import { expect, test } from "vitest";
import { Batch } from "./batch";

/** A batch whose calls end when they are told to. */
function held(limit: number, weigh?: (item: number) => number) {
  const calls: { items: number[]; resolve: () => void; reject: (error: Error) => void }[] = [];
  const flush = (items: number[]) =>
    new Promise<void>((resolve, reject) => {
      calls.push({ items, resolve, reject });
    });
  return { calls, batch: new Batch(limit, flush, weigh) };
}

const turn = () => new Promise(setImmediate);

test("what is added in one turn goes into one call, what is added meanwhile into the next, in order", async () => {
  const { calls, batch } = held(10);
  const first = [batch.add(1), batch.add(2)];
  await turn();
  const second = [batch.add(3), batch.add(4)];
  await turn();
  expect(calls.map(({ items }) => items)).toEqual([[1, 2]]);
  calls[0]?.resolve();
  await Promise.all(first);
  await turn();
  expect(calls.map(({ items }) => items)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  calls[1]?.resolve();
  await Promise.all(second);
});

test("a call that fails fails its own items and no others", async () => {
  const { calls, batch } = held(1);
  const [first, second] = [batch.add(1), batch.add(2)];
  await turn();
  calls[0]?.reject(new Error("no"));
  await expect(first).rejects.toThrow("no");
  await turn();
  calls[1]?.resolve();
  await second;
  await batch.settled();
});

test("a call holds no more than the limit weighs, but always an item", async () => {
  const { calls, batch } = held(10, (item) => item);
  const added = [4, 6, 1, 25, 3].map((item) => batch.add(item));
  for (let i = 0; i < 4; i++) {
    await turn();
    calls[i]?.resolve();
  }
  await Promise.all(added);
  expect(calls.map(({ items }) => items)).toEqual([[4, 6], [1], [25], [3]]);
});
