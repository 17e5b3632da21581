import { expect, test } from "vitest";
import { Inbox } from "./inbox";

function inbox() {
  const made = { rooms: 0, inbox: new Inbox("socket", { messages: 4, bytes: 100 }, () => made.rooms++) };
  return made;
}

test("messages are read in the order in which they came, waiting readers first", async () => {
  const { inbox: box } = inbox();
  const early = box.take();
  box.push(1, 1);
  box.push(2, 1);
  expect(await early).toBe(1);
  expect(await box.take()).toBe(2);
});

test("what came before the end is still read, then reading rejects", async () => {
  const { inbox: box } = inbox();
  box.push(1, 1);
  box.end();
  box.push(2, 1);
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
  const made = inbox();
  for (let i = 0; i < 4; i++) made.inbox.push(i, 1);
  expect(made.inbox.isFull).toBe(true);
  await made.inbox.take();
  expect(made.rooms).toBe(0);
  await made.inbox.take();
  expect(made.rooms).toBe(1);
  await made.inbox.take();
  expect(made.rooms).toBe(1);
});

test("few messages of many bytes fill it too", async () => {
  const made = inbox();
  made.inbox.push("small", 1);
  made.inbox.push("half", 50);
  expect(made.inbox.isFull).toBe(false);
  made.inbox.push("huge", 1_000);
  expect(made.inbox.isFull).toBe(true);
  await made.inbox.take();
  await made.inbox.take();
  expect([made.inbox.isFull, made.rooms]).toEqual([true, 0]);
  await made.inbox.take();
  expect([made.inbox.isFull, made.rooms]).toEqual([false, 1]);
});

test("what goes straight to a waiting reader takes no room", async () => {
  const { inbox: box } = inbox();
  const waiting = box.take();
  box.push("huge", 1_000);
  expect(await waiting).toBe("huge");
  expect(box.isFull).toBe(false);
});
