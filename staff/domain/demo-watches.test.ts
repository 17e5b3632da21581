import { expect, test } from "vitest";
import { demoWatches, WATCH_MS, watchBegin } from "./demo-watches";

const HOUR_MS = 3_600_000;
const MIDNIGHT = Date.parse("2026-11-20T00:00:00Z");

test("somebody is on watch whenever the demo is opened, and for hours to come", () => {
  for (let minute = 0; minute < 24 * 60; minute += 7) {
    const now = new Date(MIDNIGHT + minute * 60_000);
    const [running] = demoWatches(watchBegin(now), now);
    expect(running?.names.length).toBeGreaterThan(0);
    expect(running!.startsAt.getTime()).toBeLessThan(now.getTime());
    expect(running!.startsAt.getTime() + WATCH_MS - now.getTime()).toBeGreaterThanOrEqual(6 * HOUR_MS);
  }
});

test("watches follow each other without a gap, and are the same after days in which nobody looked", () => {
  const begin = watchBegin(new Date(MIDNIGHT));
  const seen = new Map<number, string>();
  for (const hour of [0, 5, 9, 30, 31, 24 * 9, 24 * 9 + 3]) {
    const watches = demoWatches(begin, new Date(MIDNIGHT + hour * HOUR_MS));
    const [first] = watches;
    watches.forEach(({ startsAt, names }, i) => {
      const at = startsAt.getTime();
      expect(at).toBe(first!.startsAt.getTime() + i * WATCH_MS);
      expect(names.join()).toBe(seen.get(at) ?? names.join());
      seen.set(at, names.join());
    });
  }
  expect(new Set(seen.values()).size).toBe(3);
});
