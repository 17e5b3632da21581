import { expect, test } from "vitest";
import { Lifecycle } from "./lifecycle";

const LONG_MS = 60_000;

test("intake stops before work is drained, and what the work used closes last", async () => {
  const order: string[] = [];
  const lifecycle = new Lifecycle(LONG_MS);
  lifecycle.onShutdown("close", async () => void order.push("close"));
  lifecycle.onShutdown("drain", async () => void order.push("drain"));
  lifecycle.onShutdown("intake", async () => void order.push("intake"));
  lifecycle.stop();
  expect(await lifecycle.exitCode).toBe(0);
  expect(order).toEqual(["intake", "drain", "close"]);
});

test("a step that fails turns the exit code to 1, and the later phases still run", async () => {
  const reported: unknown[] = [];
  const lifecycle = new Lifecycle(LONG_MS, (phase, error) => reported.push([phase, (error as Error).message]));
  let closed = false;
  lifecycle.onShutdown("drain", async () => {
    throw new Error("stuck");
  });
  lifecycle.onShutdown("close", async () => void (closed = true));
  lifecycle.stop();
  expect(await lifecycle.exitCode).toBe(1);
  expect(closed).toBe(true);
  expect(reported).toEqual([["drain", "stuck"]]);
});

test("work that outlasts the budget is given up with exit code 1", async () => {
  const lifecycle = new Lifecycle(1);
  lifecycle.onShutdown("drain", () => new Promise(() => {}));
  lifecycle.stop();
  expect(await lifecycle.exitCode).toBe(1);
});

test("a second request to stop does not wait", async () => {
  const lifecycle = new Lifecycle(LONG_MS);
  lifecycle.onShutdown("drain", () => new Promise(() => {}));
  lifecycle.stop();
  expect(lifecycle.stopping).toBe(true);
  lifecycle.stop();
  expect(await lifecycle.exitCode).toBe(1);
});
