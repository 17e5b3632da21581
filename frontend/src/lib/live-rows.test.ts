import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveRows, withRows } from "./live-rows";
import type { LiveEvent } from "./realtime/machine/state";

const row = (id: string, version: number, text = `${id}${version}`) => ({ id, version, text });
const event = (id: string, version: number, kind = "task"): LiveEvent =>
  ({ service: "tasks", entity: { kind, id, version }, data: row(id, version) }) as unknown as LiveEvent;
const source = { service: "tasks", rowOf: ({ data }: LiveEvent) => data as ReturnType<typeof row> | null };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a newer row takes the place of the older one wherever it stands, and what does not change stays the very same", () => {
  const rows = new Map([["a", row("a", 2)]]);
  const other = [row("b", 1)];
  const pages = {
    pages: [
      { data: [row("a", 1)], hasMore: true },
      { data: other, hasMore: false },
    ],
    pageParams: [],
  };
  const patched = withRows(pages, rows);
  expect(patched.pages[0]).toEqual({ data: [row("a", 2)], hasMore: true });
  expect(patched.pages[1]).toBe(pages.pages[1]);
  for (const same of [other, [row("a", 2)], [row("a", 3)], null, "a", { data: { id: "a" } }])
    expect(withRows<unknown>(same, rows)).toBe(same);
});

/** A client with a screen that shows tasks, and one that shows something else. */
async function scene() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const fetches: string[] = [];
  const show = (name: string, kinds: string[]) =>
    new QueryObserver(client, {
      queryKey: [name],
      meta: { kinds },
      queryFn: () => {
        fetches.push(name);
        return { data: [row("a", 1)] };
      },
    }).subscribe(() => {});
  show("tasks", ["task"]);
  show("rooms", ["room"]);
  await vi.runAllTimersAsync();
  fetches.length = 0;
  return { client, fetches, live: new LiveRows(client, [source]) };
}

test("an event changes the row at once, and the list that shows it is fetched anew, no other", async () => {
  const { client, fetches, live } = await scene();
  live.apply([event("a", 2)]);
  expect(client.getQueryData(["tasks"])).toEqual({ data: [row("a", 2)] });
  expect(client.getQueryData(["rooms"])).toEqual({ data: [row("a", 1)] });
  await vi.runAllTimersAsync();
  expect(fetches).toEqual(["tasks"]);
});

test("a burst of events fetches twice a second, not once an event", async () => {
  const { fetches, live } = await scene();
  for (let n = 2; n < 50; n++) {
    live.apply([event(`new${n}`, 1)]);
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.runAllTimersAsync();
  expect(fetches.length).toBeGreaterThan(1);
  expect(fetches.length).toBeLessThanOrEqual(4);
});

test("events of other kinds and streams, and erased ones, are no reason to change a row", async () => {
  const { client, fetches, live } = await scene();
  live.apply([event("a", 2, "note"), { ...event("a", 2), service: "guest" } as LiveEvent]);
  await vi.runAllTimersAsync();
  expect(fetches).toEqual([]);
  live.apply([{ ...event("a", 2), data: null } as LiveEvent]);
  expect(client.getQueryData(["tasks"])).toEqual({ data: [row("a", 1)] });
  await vi.runAllTimersAsync();
  expect(fetches).toEqual(["tasks"]);
});

test("an answer that was read before an event is brought up to it; when nobody knows what it missed it is fetched anew", async () => {
  const { client, fetches, live } = await scene();
  const query = client.getQueryCache().find({ queryKey: ["tasks"] });
  if (query === undefined) throw new Error("no query");
  live.follow(query, [event("a", 3)]);
  expect(client.getQueryData(["tasks"])).toEqual({ data: [row("a", 3)] });
  await vi.runAllTimersAsync();
  live.follow(query, null);
  await vi.runAllTimersAsync();
  expect(fetches).toEqual(["tasks", "tasks"]);
});
