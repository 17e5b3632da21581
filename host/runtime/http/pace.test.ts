import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "./pace";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("an ordinary answer never waits", () => {
  const done = vi.fn<() => void>();
  new Pace().after(1024 * 1024, done);
  expect(done).toHaveBeenCalledOnce();
});

test("40 MiB in chunks of 4 MiB take 100 ms", () => {
  const pace = new Pace();
  let left = 10;
  const next = (): void => {
    if (left-- > 0) pace.after(4 * 1024 * 1024, next);
  };
  next();
  vi.advanceTimersByTime(90);
  expect(left).toBeGreaterThanOrEqual(0);
  vi.advanceTimersByTime(30);
  expect(left).toBe(-1);
});
