import { afterEach, expect, test } from "vitest";
import { clock } from "./clock";
import { newId } from "./ids";

afterEach(() => clock.run());

const timeOf = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("a stopped clock shows one instant until it is moved", () => {
  const noon = new Date("2026-11-20T12:00:00.000Z");
  clock.stopAt(noon);
  expect(clock.now()).toEqual(noon);
  clock.advance(90_000);
  expect(clock.now().toISOString()).toBe("2026-11-20T12:01:30.000Z");
  clock.advance(-30_000);
  expect(clock.now().toISOString()).toBe("2026-11-20T12:01:00.000Z");
});

test("a running clock that was moved goes on running", () => {
  clock.advance(3_600_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(Date.now() + 3_599_000);
  clock.run();
  expect(clock.nowMs()).toBeLessThanOrEqual(Date.now());
});

test("ids carry the clock's time and ascend within a millisecond", () => {
  clock.stopAt(new Date("2026-11-20T12:00:00.123Z"));
  const ids = Array.from({ length: 10_000 }, newId);
  expect(new Set(ids.map(timeOf))).toEqual(new Set([clock.nowMs()]));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});
