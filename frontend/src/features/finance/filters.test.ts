import { expect, test } from "vitest";
import { linesOf, readFilters, sameFilters } from "./filters";

test("what the address cannot mean is left out, so that an old link still opens", () => {
  expect(
    readFilters({ source: "spa", paymentMode: "card", from: "2026-02-31x", to: "2026-11-20", q: 212, x: 1 }),
  ).toEqual({
    paymentMode: "card",
    to: "2026-11-20",
    q: "212",
  });
});

test("the lines behind a total are those of its day and source, and nothing else", () => {
  const behind = linesOf("2026-11-20", "room");
  expect(behind).toEqual({ from: "2026-11-20", to: "2026-11-20", source: "room" });
  expect(sameFilters(behind, { source: "room", to: "2026-11-20", from: "2026-11-20" })).toBe(true);
  expect(sameFilters(behind, linesOf("2026-11-20"))).toBe(false);
  expect(sameFilters(behind, { ...behind, q: "212" })).toBe(false);
});
