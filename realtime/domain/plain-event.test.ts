import { expect, test } from "vitest";
import { sampleEvent } from "../testing/batches";
import { readEvent } from "./batch";
import { plainEvent } from "./plain-event";

/** What an event's fields may be turned into, good and bad. */
const VALUES: unknown[] = [
  undefined,
  null,
  0,
  1,
  -1,
  1.5,
  2 ** 53,
  "",
  "x",
  "X",
  "a--b",
  "a".repeat(81),
  "a".repeat(201),
  [],
  {},
  new Date(0),
  true,
  "2026-02-30T12:00:00.000Z",
  "2026-02-28T12:00:00.000Z",
  "2026-02-28T24:00:00.000Z",
  "2026-02-28",
  "restricted",
  "01890000-0000-7000-8000-000000000001",
  "01890000-0000-4000-8000-000000000001",
  { kind: "k", id: "i", version: 1 },
  { kind: "k", id: "i", version: 0 },
  { kind: "", id: "i", version: 1 },
  { kind: "k", id: "", version: 1 },
  { kind: "k", id: "i", version: 1, more: 2 },
];

test("what passes as plain reads as the schema reads it, and what the schema refuses never passes", () => {
  let plain = 0;
  for (const field of [...Object.keys(sampleEvent()), "hash", "more"])
    for (const value of VALUES) {
      const event = { ...sampleEvent(), [field]: value };
      const fast = plainEvent(event);
      if (fast === null) continue;
      plain += 1;
      // A hash, even of no value, is left to the schema.
      const slow = readEvent("finance", { ...event, hash: undefined });
      expect(slow).not.toBeTypeOf("string");
      expect(readEvent("finance", event)).toEqual(slow);
    }
  expect(plain).toBeGreaterThan(50);
  expect(plainEvent(null)).toBeNull();
  expect(plainEvent("x")).toBeNull();
});
