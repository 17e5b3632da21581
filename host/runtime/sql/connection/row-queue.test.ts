import { expect, test, vi } from "vitest";
import { RowQueue } from "./row-queue";

const cells = [Buffer.from("x")];
const big = 600_000;

function queue() {
  const flow = { pause: vi.fn<() => void>(), resume: vi.fn<() => void>() };
  return { flow, rows: new RowQueue(flow) };
}

test("a full queue holds the connection back until half of it is read", async () => {
  const { flow, rows } = queue();
  rows.push(cells, big);
  expect(flow.pause).not.toHaveBeenCalled();
  rows.push(cells, big);
  rows.push(cells, big);
  expect(flow.pause).toHaveBeenCalledTimes(1);
  await rows.next();
  await rows.next();
  expect(flow.resume).not.toHaveBeenCalled();
  await rows.next();
  expect(flow.resume).toHaveBeenCalledTimes(1);
});

test.each(["lift", "drop"] as const)("%s lets the connection go on, for good", (how) => {
  const { flow, rows } = queue();
  rows.push(cells, 2 * big);
  rows[how]();
  expect(flow.resume).toHaveBeenCalledTimes(1);
  rows.push(cells, 2 * big);
  expect(flow.pause).toHaveBeenCalledTimes(1);
});

test("an error comes once, behind the rows that came before it", async () => {
  const { rows } = queue();
  const first = rows.next();
  rows.push(cells, 1);
  rows.push(cells, 1);
  rows.end(new Error("broken"));
  expect(await first).toBe(cells);
  expect(await rows.next()).toBe(cells);
  await expect(rows.next()).rejects.toThrow("broken");
  expect(await rows.next()).toBeNull();
});

test("who waits for rows that do not come is told the end", async () => {
  const { rows } = queue();
  const waiting = [rows.next(), rows.next()];
  rows.end(new Error("broken"));
  await expect(waiting[0]).rejects.toThrow("broken");
  expect(await waiting[1]).toBeNull();
});
