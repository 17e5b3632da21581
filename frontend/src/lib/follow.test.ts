import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { followFetches } from "./follow";
import { createRecentEvents } from "./realtime/recent";
import type { LiveEvent } from "./realtime/machine/state";

const event = (seq: number): LiveEvent => ({ seq }) as LiveEvent;

/** A client whose query answers when it is told to, and a log of what had to be applied. */
function scene(limit?: number) {
  const client = new QueryClient();
  const recent = createRecentEvents(limit);
  const applied: (number[] | null)[] = [];
  followFetches(client.getQueryCache(), recent, (_query, missed) =>
    applied.push(missed === null ? null : missed.map((e) => e.seq)),
  );
  let answer = (): void => undefined;
  const fetching = (): Promise<unknown> =>
    client.fetchQuery({ queryKey: ["rows"], queryFn: () => new Promise((done) => (answer = () => done("rows"))) });
  return { client, recent, applied, fetching, answer: () => answer() };
}

test("events that come while rows are fetched are applied to the answer, earlier and later ones are not", async () => {
  const { recent, applied, fetching, answer } = scene();
  recent.push([event(1)]);
  const fetched = fetching();
  recent.push([event(2), event(3)]);
  answer();
  await fetched;
  recent.push([event(4)]);
  expect(applied).toEqual([[2, 3]]);
});

test("an answer during which nothing came is left alone, and so is what the application writes itself", async () => {
  const { client, recent, applied, fetching, answer } = scene();
  const fetched = fetching();
  answer();
  await fetched;
  recent.push([event(1)]);
  client.setQueryData(["rows"], "patched");
  expect(applied).toEqual([]);
});

test("when more came than is held, the caller is told so", async () => {
  const { recent, applied, fetching, answer } = scene(2);
  const fetched = fetching();
  recent.push([event(1), event(2), event(3)]);
  answer();
  await fetched;
  expect(applied).toEqual([null]);
});
