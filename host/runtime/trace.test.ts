import { expect, test } from "vitest";
import { childTrace, newTrace, traceparent } from "./trace";

test("ids have the length and letters that clients see", () => {
  const { traceId, spanId } = newTrace();
  expect(traceId).toMatch(/^[0-9a-v]{26}$/);
  expect(spanId).toMatch(/^[0-9a-v]{13}$/);
});

test("what a request causes shares its trace and names it as parent", () => {
  const parent = newTrace("corr-1");
  const child = childTrace(parent);
  expect(child).toMatchObject({ traceId: parent.traceId, parentSpanId: parent.spanId, extCorrelationId: "corr-1" });
  expect(child.spanId).not.toBe(parent.spanId);
});

test("traceparent holds the bytes of both ids in hexadecimal", () => {
  expect(traceparent({ traceId: `${"0".repeat(24)}04`, spanId: `${"0".repeat(11)}02` })).toBe(
    `00-${"0".repeat(31)}1-${"0".repeat(15)}1-01`,
  );
  expect(traceparent({ traceId: `${"v".repeat(25)}s`, spanId: `${"v".repeat(12)}u` })).toBe(
    `00-${"f".repeat(32)}-${"f".repeat(16)}-01`,
  );
});
