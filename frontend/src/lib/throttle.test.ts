import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { throttle } from "./throttle";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a burst runs at its start and once at its end", () => {
  let runs = 0;
  const call = throttle(() => (runs += 1), 500);
  for (let i = 0; i < 10; i++) call();
  expect(runs).toBe(1);
  vi.advanceTimersByTime(500);
  expect(runs).toBe(2);
  vi.advanceTimersByTime(5_000);
  expect(runs).toBe(2);
});
