import { expect, test } from "vitest";
import { clientAddress, decideAttempt, readTrustedProxies, WINDOW_MS } from "./login-limit";

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

test.each<[header: string | undefined, proxies: number, address: string]>([
  [undefined, 0, "unknown"],
  ["10.0.0.1", 0, "10.0.0.1"],
  ["forged, 10.0.0.1", 0, "10.0.0.1"],
  ["forged, 203.0.113.9, 10.0.0.1", 1, "203.0.113.9"],
  ["10.0.0.1", 3, "10.0.0.1"],
])("behind x-forwarded-for %j with %i trusted proxies the caller is %s", (header, proxies, address) => {
  expect(clientAddress(header, proxies)).toBe(address);
});

test("a number of proxies that is none is refused by name", () => {
  expect([undefined, "", "2"].map(readTrustedProxies)).toEqual([0, 0, 2]);
  expect(() => readTrustedProxies("x")).toThrow('LOBBY_TRUSTED_PROXIES is "x"');
});
