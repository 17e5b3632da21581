import { expect, test } from "vitest";
import { Gathered } from "./gathered";

function recorded(): { gathered: Gathered<string, number>; asked: string[][] } {
  const asked: string[][] = [];
  const gathered = new Gathered(async (keys: string[]) => {
    asked.push(keys);
    if (keys.includes("bad")) throw new Error("no answer");
    return new Map(keys.filter((key) => key !== "nothing").map((key) => [key, key.length]));
  });
  return { gathered, asked };
}

test("what is asked for in one turn is one question, each key once", async () => {
  const { gathered, asked } = recorded();
  const answers = await Promise.all(["a", "bb", "a", "nothing"].map((key) => gathered.get(key)));
  expect(answers).toEqual([1, 2, 1, undefined]);
  expect(asked).toEqual([["a", "bb", "nothing"]]);
});

test("who asks after a question has gone out is answered by the next", async () => {
  const { gathered, asked } = recorded();
  const first = gathered.get("a");
  await new Promise((next) => setImmediate(next));
  await Promise.all([first, gathered.get("a")]);
  expect(asked).toEqual([["a"], ["a"]]);
});

test("a question that fails fails for all who asked it, and the next is asked anew", async () => {
  const { gathered } = recorded();
  const both = await Promise.allSettled([gathered.get("a"), gathered.get("bad")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await gathered.get("a")).toBe(1);
});

test("while questions are under way the others gather, and go out together when one has ended", async () => {
  const ends: (() => void)[] = [];
  const asked: string[][] = [];
  const gathered = new Gathered(async (keys: string[]) => {
    asked.push(keys);
    await new Promise<void>((end) => ends.push(end));
    return new Map(keys.map((key) => [key, 1]));
  });
  const turn = (): Promise<void> => new Promise((next) => setImmediate(next));
  const all = [gathered.get("a")];
  await turn();
  all.push(gathered.get("b"));
  await turn();
  all.push(gathered.get("c"), gathered.get("d"));
  await turn();
  expect(asked).toEqual([["a"], ["b"]]);
  ends[1]?.();
  await turn();
  expect(asked).toEqual([["a"], ["b"], ["c", "d"]]);
  ends[0]?.();
  ends[2]?.();
  expect(await Promise.all(all)).toEqual([1, 1, 1, 1]);
});
