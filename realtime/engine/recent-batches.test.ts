import { expect, test } from "vitest";
import { RecentBatches } from "./recent-batches";

test("a batch that comes again is not taken again, while it is being taken and after; one that failed is", async () => {
  const recent = new RecentBatches();
  let taken = 0;
  let finish: () => void = () => {};
  const slow = new Promise<void>((resume) => (finish = resume));
  const take = async (): Promise<void> => {
    taken += 1;
    await slow;
  };
  const both = Promise.all([recent.once("a 1", take), recent.once("a 1", take)]);
  finish();
  await both;
  await recent.once("a 1", take);
  expect([taken, recent.repeated]).toEqual([1, 2]);

  const failing = async (): Promise<void> => {
    throw new Error("away");
  };
  await expect(Promise.all([recent.once("a 2", failing), recent.once("a 2", failing)])).rejects.toThrow("away");
  await recent.once("a 2", take);
  expect(taken).toBe(2);
});

test("it forgets the oldest, and then the database knows them", async () => {
  const recent = new RecentBatches();
  let taken = 0;
  const take = async (): Promise<void> => void (taken += 1);
  for (let i = 0; i < 10_001; i++) await recent.once(`a ${i}`, take);
  await recent.once("a 0", take);
  await recent.once("a 10000", take);
  expect(taken).toBe(10_002);
});
