import { expect, test } from "vitest";
import { inOrder, urgencyOf } from "./request-order";

const request = (id: string, state: "open" | "in_progress" | "done", dueAt: string, endedAt: string | null = null) => ({
  id,
  state,
  dueAt,
  endedAt,
});

test("what is due first comes first, and what has ended last, the latest of it first", () => {
  const ended = (id: string, at: string) => request(id, "done", "2026-11-20T08:00:00.000Z", at);
  const rows = [
    ended("old", "2026-11-20T09:00:00.000Z"),
    request("later", "open", "2026-11-20T12:00:00.000Z"),
    ended("new", "2026-11-20T10:00:00.000Z"),
    request("first", "in_progress", "2026-11-20T11:00:00.000Z"),
  ];
  expect(inOrder(rows).map(({ id }) => id)).toEqual(["first", "later", "new", "old"]);
});

test.each([
  ["12:11:00", "later"],
  ["12:09:00", "soon"],
  ["11:59:00", "over"],
])("at 12:00 what is due at %s is %s", (due, urgency) => {
  const now = Date.parse("2026-11-20T12:00:00Z");
  expect(urgencyOf(request("r", "open", `2026-11-20T${due}.000Z`), now)).toBe(urgency);
  expect(urgencyOf(request("r", "done", `2026-11-20T${due}.000Z`), now)).toBe("ended");
});
