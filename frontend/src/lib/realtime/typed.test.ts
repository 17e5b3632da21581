import { expect, test } from "vitest";
import type { Topics } from "../../api/topics.gen";
import type { LiveEvent } from "./machine/state";
import { eventsOf, invalidatedKinds } from "./typed";

type RevenueRecorded = Extract<Topics["finance-events"]["events"][number], { type: "revenue-recorded" }>;

const event = (seq: number, more: Partial<LiveEvent> = {}): LiveEvent => ({
  service: "finance",
  seq,
  channel: "finance/1",
  n: seq,
  digest: "d",
  id: `e${seq}`,
  type: "revenue-recorded",
  v: 1,
  at: "2026-11-20T19:00:00.000Z",
  propertyId: 1,
  entity: { kind: "revenue", id: `r${seq}`, version: 1 },
  actorId: "a",
  data: { amountMinor: seq * 100 },
  ...more,
});

test("events of one type and version have the payload of their contract; others and erased ones are left out", () => {
  const events = [event(1), event(2, { v: 2 }), event(3, { type: "other" }), event(4, { data: null }), event(5)];
  const amounts: number[] = eventsOf<RevenueRecorded>(events, "revenue-recorded", 1).map((e) => e.data.amountMinor);
  expect(amounts).toEqual([100, 500]);
});

test("[RT26] the kinds of rows to fetch anew are those that the notices name, whichever version they are of", () => {
  const notice = { type: "rows-invalidated", entity: { kind: "rows", id: "n", version: 1 } };
  const events = [
    event(1),
    event(2, { ...notice, data: { kinds: ["revenue", "folio"], reason: "import" } }),
    event(3, { ...notice, v: 2, data: { kinds: ["revenue", "guest"], reason: "restore", since: "x" } }),
    event(4, { ...notice, data: null }),
    event(5, { ...notice, data: { kinds: "revenue" } }),
  ];
  expect(invalidatedKinds(events)).toEqual(new Set(["revenue", "folio", "guest"]));
  expect(invalidatedKinds([event(1)]).size).toBe(0);
});
