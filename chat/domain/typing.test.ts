import { expect, test } from "vitest";
import { decideTyping, NOTHING_TOLD, TYPING_EVERY_MS, TYPING_FOR_MS } from "./typing";

const BEGIN = { isTyping: true, isPublic: true };
const END = { isTyping: false, isPublic: true };

test("[S1-F07] [C19] typing is told at once, then at most every two seconds, also by who stops and begins all the time", () => {
  const first = decideTyping(NOTHING_TOLD, "a", BEGIN, 0)!;
  expect(first).not.toBeNull();
  expect(decideTyping(first, "a", BEGIN, TYPING_EVERY_MS - 1)).toBeNull();
  expect(decideTyping(first, "a", BEGIN, TYPING_EVERY_MS)).not.toBeNull();
  const stopped = decideTyping(first, "a", END, 500)!;
  expect(decideTyping(stopped, "a", END, 600)).toBeNull();
  expect(decideTyping(stopped, "a", BEGIN, 700)).toBeNull();
  expect(decideTyping(stopped, "a", BEGIN, TYPING_EVERY_MS)).not.toBeNull();
});

test("[C19] that somebody stopped is told to who was told that they type, as long as that holds", () => {
  expect(decideTyping(NOTHING_TOLD, "a", END, 0)).toBeNull();
  const first = decideTyping(NOTHING_TOLD, "a", BEGIN, 0)!;
  expect(decideTyping(first, "b", END, 1)).toBeNull();
  expect(decideTyping(first, "a", END, TYPING_FOR_MS)).toBeNull();
});

test("[C19] one screen types in five conversations at a time, and what it told is forgotten when it is over", () => {
  let told = NOTHING_TOLD;
  for (const id of ["a", "b", "c", "d", "e"]) told = decideTyping(told, id, BEGIN, 0)!;
  expect(decideTyping(told, "f", BEGIN, 1)).toBeNull();
  expect(decideTyping(told, "f", BEGIN, TYPING_FOR_MS)?.size).toBe(1);
});

test("[C4] [C19] that somebody stopped writing an internal message is for who was told that they began", () => {
  const first = decideTyping(NOTHING_TOLD, "a", { ...BEGIN, isPublic: false }, 0)!;
  expect(decideTyping(first, "a", END, 1)?.get("a")).toEqual({ isTyping: false, isPublic: false, at: 0 });
});
