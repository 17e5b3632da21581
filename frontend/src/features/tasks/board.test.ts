import { expect, test } from "vitest";
import { boardOf, dueOf, mayAssign, newestOf, type Rights, stepsFor, type Task } from "./board";

const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  version: 1,
  propertyId: 1,
  title: id,
  kind: "other",
  priority: "normal",
  room: null,
  notes: null,
  dueAt: null,
  state: "open",
  assigneeId: null,
  assigneeName: null,
  createdBy: "me",
  createdAt: "2026-11-20T09:00:00.000Z",
  doneAt: null,
  ...more,
});

test("of a task that stands in two lists the newer version counts", () => {
  const [old, fresh] = [task("a"), task("a", { version: 2, state: "done" })];
  expect(newestOf([old, task("b")], [fresh])).toEqual([fresh, task("b")]);
  expect(newestOf([fresh], [old])).toEqual([fresh]);
});

test("each state has its column, and what is due first comes first", () => {
  const board = boardOf([
    task("no hurry"),
    task("later", { dueAt: "2026-11-20T12:00:00.000Z", state: "assigned" }),
    task("first", { dueAt: "2026-11-20T10:00:00.000Z" }),
    task("older", { createdAt: "2026-11-20T08:00:00.000Z" }),
    task("doing", { state: "in_progress" }),
    task("accepted", { state: "accepted" }),
    task("done", { state: "done" }),
    task("inspected", { state: "inspected" }),
  ]);
  const ids = Object.fromEntries(Object.entries(board).map(([column, tasks]) => [column, tasks.map(({ id }) => id)]));
  expect(ids).toEqual({ todo: ["first", "later", "older", "no hurry"], doing: ["accepted", "doing"], done: ["done"] });
});

const desk: Rights = { memberId: null, mayWork: true, mayManage: true };
const worker: Rights = { memberId: "ana", mayWork: true, mayManage: false };

test.each([
  ["open", [], []],
  ["assigned", ["accept", "start"], ["accept", "start"]],
  ["accepted", ["start"], ["start"]],
  ["in_progress", ["finish"], ["finish"]],
  ["done", ["inspect", "reopen"], []],
  ["inspected", [], []],
] as const)("what can be done with a task that is %s", (state, byDesk, byWorker) => {
  const own = task("a", { state, assigneeId: "ana" });
  expect(stepsFor(own, desk)).toEqual(byDesk);
  expect(stepsFor(own, worker)).toEqual(byWorker);
  expect(stepsFor({ ...own, assigneeId: "rosa" }, worker)).toEqual([]);
  expect(mayAssign(own, worker)).toBe(false);
  expect(mayAssign(own, desk)).toBe(["open", "assigned", "accepted"].includes(state));
});

test("who is no member of the staff has no task of their own", () => {
  expect(stepsFor(task("a", { state: "assigned" }), { ...worker, memberId: null })).toEqual([]);
});

test("a due time is near within half an hour, and no matter once it is done", () => {
  const now = Date.parse("2026-11-20T10:00:00Z");
  const due = (dueAt: string | null, state: Task["state"] = "open") => dueOf(task("a", { dueAt, state }), now);
  expect(due(null)).toBe("none");
  expect(due("2026-11-20T10:30:00.000Z")).toBe("later");
  expect(due("2026-11-20T10:29:59.999Z")).toBe("soon");
  expect(due("2026-11-20T09:59:59.999Z")).toBe("over");
  expect(due("2026-11-20T09:59:59.999Z", "done")).toBe("none");
});
