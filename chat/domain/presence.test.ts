import { expect, test } from "vitest";
import { AWAY_MS, presenceChanges, stateOf } from "./presence";

const now = new Date("2026-11-20T12:00:00Z");

test("[S1-F07] [C19] who has not used a screen for five minutes is away", () => {
  expect(stateOf(new Date(now.getTime() - AWAY_MS + 1), now)).toBe("online");
  expect(stateOf(new Date(now.getTime() - AWAY_MS), now)).toBe("away");
});

test("[C19] told is what is different, and who is not there any more", () => {
  const shown = new Map([
    ["same", "online"],
    ["other", "online"],
    ["gone", "away"],
  ] as const);
  const people = new Map([
    ["same", "online"],
    ["other", "away"],
    ["new", "online"],
  ] as const);
  expect(presenceChanges(shown, people)).toEqual([
    { personId: "gone", state: "offline" },
    { personId: "other", state: "away" },
    { personId: "new", state: "online" },
  ]);
  expect(presenceChanges(people, people)).toEqual([]);
});
