import { expect, test } from "vitest";
import { Inbox } from "./inbox";

function inbox(limit = 4) {
  const made = { rooms: 0, inbox: new Inbox("socket", limit, () => made.rooms++) };
  return made;
}

test("messages are read in the order in which they came, waiting readers first", async () => {
  const { inbox: box } = inbox();
  const early = box.take();
  box.push(1);
  box.push(2);
  expect(await early).toBe(1);
  expect(await box.take()).toBe(2);
});

test("what came before the end is still read, then reading rejects", async () => {
  const { inbox: box } = inbox();
  box.push(1);
  box.end();
  box.push(2);
  expect(await box.take()).toBe(1);
  await expect(box.take()).rejects.toThrow("socket receive channel closed");
});

test("a reader that waits learns of the end", async () => {
  const { inbox: box } = inbox();
  const waiting = box.take();
  box.end();
  await expect(waiting).rejects.toThrow("socket receive channel closed");
});

test("room is reported once the queue, full before, is down to half", async () => {
  const made = inbox(4);
  for (let i = 0; i < 4; i++) made.inbox.push(i);
  expect(made.inbox.isFull).toBe(true);
  await made.inbox.take();
  expect(made.rooms).toBe(0);
  await made.inbox.take();
  expect(made.rooms).toBe(1);
  await made.inbox.take();
  expect(made.rooms).toBe(1);
});
