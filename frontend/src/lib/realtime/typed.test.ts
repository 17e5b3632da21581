import { expect, test } from "vitest";
import type { Topics } from "../../api/topics.gen";
import type { LiveEvent } from "./machine/state";
import { eventsOf } from "./typed";

type RevenueRecorded = Topics["finance-events"]["events"][number];

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
