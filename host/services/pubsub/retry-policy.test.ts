import { expect, test } from "vitest";
import { backoffMs, mayRetry } from "./retry-policy";

const policy = (changes = {}) => ({ minBackoffMs: 1_000, maxBackoffMs: 5_000, maxRetries: 3, ...changes });
const upTo = (attempts: number) => Array.from({ length: attempts }, (_, i) => i + 1);

test("three retries are four deliveries", () => {
  expect(upTo(5).map((attempt) => mayRetry(policy(), attempt))).toEqual([true, true, true, false, false]);
});

test("no retries is one delivery, a negative number has no end", () => {
  expect(mayRetry(policy({ maxRetries: 0 }), 1)).toBe(false);
  expect(mayRetry(policy({ maxRetries: -1 }), 1_000_000)).toBe(true);
});

test("waits double from the smallest to the largest", () => {
  expect(upTo(5).map((attempt) => backoffMs(policy(), attempt))).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  expect(backoffMs(policy(), 2_000)).toBe(5_000);
});

test("a largest wait below the smallest does not count", () => {
  expect(backoffMs(policy({ maxBackoffMs: 10 }), 7)).toBe(1_000);
});
