import { expect, test } from "vitest";
import { ratesBetween } from "./rates";

const answer = (instance: string, at: string, delivered: number, replayed = 0) => ({
  instance,
  at: `2026-11-20T12:00:${at}Z`,
  totals: { opened: 0, delivered, replayed, lagged: 0, resyncs: 0, refused: 0 },
});

test("rates are what was added per second", () => {
  expect(ratesBetween(answer("a", "00", 100, 40), answer("a", "04", 180, 44))).toEqual({ delivered: 20, replayed: 1 });
});

test("another process, or the same answer again, gives no rate", () => {
  expect(ratesBetween(answer("a", "00", 100), answer("b", "02", 5))).toBeNull();
  expect(ratesBetween(answer("a", "00", 100), answer("a", "00", 100))).toBeNull();
});
