import { expect, test } from "vitest";
import { Outbound } from "./outbound";
import { Turn } from "./turn";

const [one, two, three] = ["1", "2", "3"].map((text) => new Outbound(text)) as [Outbound, Outbound, Outbound];

test("sockets that get the same messages share their bytes", () => {
  const { start } = new Turn();
  const [first, second] = [0, 1].map(() => start.with(one).with(two).bytes);
  expect(first).toEqual(Buffer.concat([one.frame, two.frame]));
  expect(second).toBe(first);
});

test("sockets that get different messages get their own", () => {
  const { start } = new Turn();
  const trains = [start.with(one).with(two), start.with(one).with(three), start.with(two)];
  expect(trains.map((train) => train.bytes)).toEqual([
    Buffer.concat([one.frame, two.frame]),
    Buffer.concat([one.frame, three.frame]),
    two.frame,
  ]);
});

test("everything of a turn leaves at its end, before anything else happens", async () => {
  const turn = new Turn();
  const left: string[] = [];
  turn.atEnd(() => left.push("a"));
  turn.atEnd(() => left.push("b"));
  expect(left).toEqual([]);
  await new Promise<void>((next) => {
    setImmediate(next);
  });
  turn.atEnd(() => left.push("c"));
  await new Promise<void>((next) => {
    process.nextTick(next);
  });
  expect(left).toEqual(["a", "b", "c"]);
});
