import { describe, expect, test } from "vitest";
import { problemsOfBookings, problemsOfLog, problemsOfTrail, seenBy } from "./checker";
import { type Entry, entryOf, Trail } from "./trail";
import { chained, payloadDigest } from "../lib/view";

/** A log of ten events in two channels. */
function aLog(): Entry[] {
  const heads: Record<string, { n: number; digest: string }> = {};
  return Array.from({ length: 10 }, (_, i) => {
    const channel = `finance/${1 + (i % 2)}`;
    const before = heads[channel] ?? { n: 0, digest: channel };
    const event = { id: `e${i}`, type: "revenue-recorded" };
    const data = { amountMinor: i };
    const digest = chained(before.digest, event, payloadDigest(data));
    heads[channel] = { n: before.n + 1, digest };
    return entryOf({ seq: i + 1, channel, n: before.n + 1, digest, ...event, data });
  });
}

function aTrail(seen: Entry[]): Trail {
  const trail = new Trail();
  trail.seen.push(...seen);
  return trail;
}

const log = aLog();
const at = (k: number): Entry => log[k] as Entry;

test("a whole log, and a client that saw all of its audience, give no problem", () => {
  expect(problemsOfLog(log)).toEqual([]);
  expect(problemsOfTrail(aTrail(log), log)).toEqual([]);
  const mine = seenBy(log, new Set(["finance/2"]));
  expect(mine).toHaveLength(5);
  expect(problemsOfTrail(aTrail(mine), mine)).toEqual([]);
});

describe("a client that", () => {
  test.each<[name: string, seen: Entry[], says: string]>([
    ["lost an event", log.toSpliced(4, 1), "1 lost"],
    ["lost the last event", log.slice(0, -1), "1 lost"],
    ["saw an event twice", log.toSpliced(4, 0, at(3)), "1 doubled"],
    ["saw the last event twice", [...log, at(9)], "1 doubled"],
    ["saw an event of others", log.toSpliced(4, 0, { ...at(3), id: "other" }), "1 strange"],
    ["saw two events in the wrong order", log.with(3, at(4)).with(4, at(3)), "2 misplaced"],
    ["saw another payload", log.with(3, { ...at(3), hash: payloadDigest({ amountMinor: 4 }) }), "1 misplaced"],
    ["saw another digest", log.with(3, { ...at(3), digest: at(4).digest }), "1 misplaced"],
  ])("%s is found out", (_name, seen, says) => {
    expect(problemsOfTrail(aTrail(seen), log)).toEqual([expect.stringContaining(says)]);
  });

  test("complained is found out although it saw everything", () => {
    const trail = aTrail(log);
    trail.complaints.push("resync: expired");
    expect(problemsOfTrail(trail, log)).toEqual(["resync: expired"]);
  });
});

test.each<[name: string, log: Entry[]]>([
  ["a hole", log.toSpliced(4, 1)],
  ["an event twice", [...log, { ...at(9), seq: 11, n: 6, digest: chained(at(9).digest, at(9), at(9).hash) }]],
  ["a wrong digest", log.with(9, { ...at(9), digest: at(8).digest })],
  ["another payload than was chained", log.with(9, { ...at(9), hash: at(8).hash })],
])("a log with %s is found out", (_name, broken) => {
  expect(problemsOfLog(broken)).not.toEqual([]);
});

test.each<[name: string, acknowledged: string[], rows: string[], told: string[], problems: number]>([
  ["all well", ["a", "b"], ["a", "b"], ["b", "a", "of the demo"], 0],
  ["an acknowledged row that is gone", ["a", "b"], ["a"], ["a"], 1],
  ["a row that a repeat booked once more", ["a"], ["a", "b"], ["a", "b"], 1],
  ["a row without its event", ["a", "b"], ["a", "b"], ["a"], 1],
  ["a row with two events", ["a"], ["a"], ["a", "a"], 1],
])("bookings: %s", (_name, acknowledged, rows, told, problems) => {
  expect(problemsOfBookings(acknowledged, rows, told)).toHaveLength(problems);
});
