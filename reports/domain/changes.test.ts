import { expect, test } from "vitest";
import { changesOf, join, noChanges, type SourceEvent } from "./changes";

const event = (
  kind: string,
  id: string,
  version: number,
  data: object | null,
  propertyId: number | null = 1,
): SourceEvent => ({
  type: `${kind}-changed`,
  propertyId,
  entity: { kind, id, version },
  data,
});

test("[R1] events become facts of their properties, as far as numbers are made of them", () => {
  const changes = changesOf([
    event("room", "r1", 3, { occupancy: "occupied", service: "in" }),
    event("room", "r2", 1, { occupancy: "vacant", service: "ooo" }, 2),
    event("task", "t1", 4, { kind: "guest_request", state: "accepted" }),
    event("task", "t2", 1, { kind: "maintenance", state: "open" }),
    event("attendance", "a1", 2, { endedAt: "2026-11-20T08:00:00.000Z" }),
    event("member", "m1", 1, { name: "Carla" }),
    event("room", "r3", 1, { occupancy: "vacant", service: "in" }, null),
  ]);
  expect([...changes.keys()]).toEqual([1, 2]);
  expect(changes.get(1)?.facts.map(({ kind, id, version, state }) => [kind, id, version, state])).toEqual([
    ["room", "r1", 3, "occupied"],
    ["request", "t1", 4, "open"],
    ["request", "t2", 1, "closed"],
    ["attendance", "a1", 2, "off"],
  ]);
  expect(changes.get(2)?.facts[0]?.state).toBe("ooo");
});

test("[R1] a request that was changed into another kind of task is none any more", () => {
  const [fact] = changesOf([event("task", "t1", 5, { kind: "other", state: "accepted" })]).get(1)?.facts ?? [];
  expect(fact).toMatchObject({ kind: "request", version: 5, state: "closed" });
});

test("[R2] rows that changed beside the events, and content that was erased, are counted anew", () => {
  const invalidated = { ...event("rows", "x", 1, { kinds: ["room"] }), type: "rows-invalidated" };
  expect(changesOf([invalidated]).get(1)?.isStale).toBe(true);
  expect(changesOf([event("reservation", "s1", 2, null)]).get(1)?.isStale).toBe(true);
  expect(changesOf([event("member", "m1", 2, null)]).size).toBe(0);
});

test("[R1] of several facts of a property the newest counts, in whichever order they are joined", () => {
  const of = (version: number, businessDate: string) =>
    changesOf([event("property", "1", version, { businessDate, currency: "EUR" })]).get(1) ?? noChanges();
  for (const [first, second] of [
    [of(2, "2026-11-20"), of(3, "2026-11-21")],
    [of(3, "2026-11-21"), of(2, "2026-11-20")],
  ] as const) {
    const all = noChanges();
    join(all, first);
    join(all, second);
    expect(all.place).toMatchObject({ version: 3, businessDate: "2026-11-21" });
  }
});
