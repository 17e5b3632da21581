import { expect, test } from "vitest";
import { decideAttempt, WINDOW_MS } from "./login-limit";

const now = new Date("2026-11-20T12:00:00Z");
const since = new Date(now.getTime() - 60_000);

test.each<[key: string, failures: number, allowed: boolean]>([
  ["person a@b.example", 10, true],
  ["person a@b.example", 11, false],
  ["address 10.0.0.1", 300, true],
  ["address 10.0.0.1", 301, false],
])("[I6] of %s, try %i is allowed: %s", (key, failures, allowed) => {
  expect(decideAttempt([{ key, failures, since }], now).ok).toBe(allowed);
});

test("[I6] a refused try says when the window ends", () => {
  const counts = [
    { key: "person a", failures: 50, since },
    { key: "address b", failures: 1, since: now },
  ];
  expect(decideAttempt(counts, now)).toMatchObject({
    reason: "too_many_failed_logins",
    retryAfterMs: WINDOW_MS - 60_000,
  });
});
