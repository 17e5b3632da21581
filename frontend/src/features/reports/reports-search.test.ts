import { expect, test } from "vitest";
import { datesOf, lastDays, readReportsSearch, spanOf } from "./reports-search";

const TODAY = "2026-11-20";

test("an old or a mistyped link still opens", () => {
  expect(readReportsSearch({ tab: "days", from: "2026-11-01", to: "soon", day: 3, more: 1 })).toEqual({
    tab: "days",
    from: "2026-11-01",
  });
});

test("the span is two weeks up to the open day unless another is asked for", () => {
  expect(spanOf({}, TODAY)).toEqual({ from: "2026-11-07", to: TODAY });
  expect(lastDays(7, TODAY)).toEqual({ from: "2026-11-14", to: TODAY });
  expect(spanOf({ from: "2026-11-18" }, TODAY)).toEqual({ from: "2026-11-18", to: TODAY });
  expect(spanOf({ to: "2026-10-31" }, TODAY)).toEqual({ from: "2026-10-18", to: "2026-10-31" });
});

test("a span that the server would refuse is not asked for", () => {
  expect(spanOf({ from: "2026-11-19", to: "2026-11-18" }, TODAY)).toEqual({ from: "2026-11-18", to: "2026-11-18" });
  expect(datesOf(spanOf({ from: "2020-01-01", to: TODAY }, TODAY))).toHaveLength(92);
});

test("a span is all its dates, over the end of a month too", () => {
  expect(datesOf({ from: "2026-02-27", to: "2026-03-01" })).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
});
