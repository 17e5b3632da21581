import { expect, test } from "vitest";
import { Duration, figure, registry } from "./meters";

test("a clock that is ahead of ours gives no duration below zero", async () => {
  const duration = new Duration("test_seconds", "of a test", ["service"]);
  duration.observe(-250, { service: "finance" });
  duration.observe(7, { service: "finance" });
  const text = await registry.getSingleMetricAsString("test_seconds");
  expect(text).toContain('test_seconds_bucket{le="0.0005",service="finance"} 1');
  expect(text).toContain('test_seconds_bucket{le="0.01",service="finance"} 2');
  expect(text).toContain('test_seconds_sum{service="finance"} 0.007');
});

test("a figure that cannot be read is not a number, and the others are there", async () => {
  figure("test_good", "of a test", () => 7);
  figure("test_away", "of a test", () => Promise.reject(new Error("the database is away")));
  const text = await registry.metrics();
  expect(text).toContain("test_good 7\n");
  expect(text).toMatch(/test_away nan\n/i);
});
