import { expect, test } from "vitest";
import { fetchAndFollow } from "./follow";
import { createRecentEvents } from "./realtime/recent";
import type { LiveEvent } from "./realtime/state";

const event = (seq: number): LiveEvent => ({ seq }) as LiveEvent;
const append = (rows: number[], e: LiveEvent): number[] => (rows.includes(e.seq) ? rows : [...rows, e.seq]);

test("events that come while rows are fetched are applied to the answer", async () => {
  const recent = createRecentEvents();
  recent.push([event(1)]);
  const rows = await fetchAndFollow(
    recent,
    async () => {
      recent.push([event(2), event(3)]);
      return [1, 2];
    },
    append,
  );
  expect(rows).toEqual([1, 2, 3]);
});

test("when more events came than are held, the rows are fetched again", async () => {
  const recent = createRecentEvents(2);
  let fetches = 0;
  const rows = await fetchAndFollow(
    recent,
    async () => {
      fetches += 1;
      if (fetches === 1) recent.push([event(1), event(2), event(3)]);
      return [1, 2, 3];
    },
    append,
  );
  expect(fetches).toBe(2);
  expect(rows).toEqual([1, 2, 3]);
});
