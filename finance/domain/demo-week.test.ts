import { expect, test } from "vitest";
import { financeEvent } from "../contract/events.schema";
import { demoWeek } from "./demo-week";
import { revenueRecorded } from "./revenue";

const now = new Date("2026-11-20T18:00:00Z");
const people = ["01950000-0000-7000-8000-000000000101", "01950000-0000-7000-8000-000000000102"];
const hotel = { propertyId: 3, timeZone: "Asia/Kolkata", currency: "INR", people };
const id = (): string => "01950000-0000-7000-8000-000000000001";

test("the demo week is the same each time, spans seven days up to now, and keeps the contract", () => {
  const lines = demoWeek(hotel, now, id);
  expect(demoWeek(hotel, now, id)).toEqual(lines);
  expect(new Set(lines.map((l) => l.businessDate)).size).toBe(7);
  expect(lines.length).toBeGreaterThan(40);
  for (const line of lines) {
    expect(line.occurredAt <= now.toISOString()).toBe(true);
    financeEvent.parse(revenueRecorded(line, id()));
  }
});

test("early in the morning the week ends yesterday", () => {
  const lines = demoWeek(hotel, new Date("2026-11-20T01:00:00Z"), id);
  expect(lines.at(-1)?.businessDate).toBe("2026-11-19");
});
