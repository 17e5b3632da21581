import { expect, test } from "vitest";
import { Duration, registry } from "./meters";

test("a clock that is ahead of ours gives no duration below zero", async () => {
  const duration = new Duration("test_seconds", "of a test", ["service"]);
  duration.observe(-250, { service: "finance" });
  duration.observe(7, { service: "finance" });
  const text = await registry.getSingleMetricAsString("test_seconds");
  expect(text).toContain('test_seconds_bucket{le="0.0005",service="finance"} 1');
  expect(text).toContain('test_seconds_bucket{le="0.01",service="finance"} 2');
  expect(text).toContain('test_seconds_sum{service="finance"} 0.007');
});
