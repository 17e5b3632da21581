import { staff } from "~encore/clients";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { asMember, eventsOf, personWith, reasonOf } from "../__tests__/people";
import type { TaskStepName } from "../contract/types";
import { pool } from "../store/db";

let clerk: AuthData;
let worker: AuthData;
let manager: AuthData;

beforeEach(() => {
  clock.stopAt(new Date("2026-11-20T09:00:00.000Z"));
  manager = personWith("manager");
  [clerk, worker] = [personWith("clerk", manager.orgId), personWith("housekeeper", manager.orgId)];
});
afterEach(() => clock.run());
afterAll(() => pool.end());

const create = (more: object = {}, authData = clerk) =>
  staff.createTask({ propertyId: 1, title: "Make up room", room: "204", ...more }, { authData });
const step = (id: string, name: TaskStepName, version: number, authData: AuthData, more: object = {}) =>
  staff.stepTask({ id, step: name, version, ...more }, { authData });

describe("[S6] a task", () => {
  test("[S1-T01] goes from the desk to its inspection, and each step is an event and a line of its history", async () => {
    const { id: assigneeId } = await asMember(worker, manager);
    const { id } = await create({ dueAt: "2026-11-20T11:00:00Z", kind: "housekeeping" });
    expect(await step(id, "assign", 1, clerk, { assigneeId })).toMatchObject({ state: "assigned", assigneeId });
    await step(id, "accept", 2, worker);
    await step(id, "start", 3, worker);
    expect(await step(id, "finish", 4, worker, { note: "Minibar refilled" })).toMatchObject({
      doneAt: "2026-11-20T09:00:00.000Z",
    });
    await step(id, "inspect", 5, manager);
    const { task, steps } = await staff.getTask({ id }, { authData: worker });
    expect(task).toMatchObject({ state: "inspected", version: 6 });
    expect(steps.map((s) => [s.step, s.state, s.by, s.note])).toEqual([
      ["create", "open", clerk.userID, null],
      ["assign", "assigned", clerk.userID, null],
      ["accept", "accepted", worker.userID, null],
      ["start", "in_progress", worker.userID, null],
      ["finish", "done", worker.userID, "Minibar refilled"],
      ["inspect", "inspected", manager.userID, null],
    ]);
    expect(await eventsOf(manager.orgId, "tasks")).toEqual(
      steps.map(({ state }, i) => `task-changed ${state} ${i + 1}`),
    );
  });

  test("of somebody else is theirs; who works does not manage", async () => {
    const other = personWith("housekeeper", manager.orgId);
    const [{ id: assigneeId }] = [await asMember(worker, manager), await asMember(other, manager)];
    const { id } = await create({ assigneeId });
    expect(await reasonOf(step(id, "start", 1, other))).toBe("task_of_other");
    expect(await reasonOf(step(id, "skip", 1, worker))).toBe("permission_missing");
    expect(await reasonOf(create({}, worker))).toBe("permission_missing");
  });

  test("is taken by one of many who try at once", async () => {
    const { id: assigneeId } = await asMember(worker, manager);
    const { id } = await create({ assigneeId });
    const reasons = await Promise.all([1, 2, 3, 4].map(() => reasonOf(step(id, "start", 1, worker))));
    expect(reasons.filter((reason) => reason === "no error")).toHaveLength(1);
    expect(reasons.filter((reason) => reason === "version_conflict")).toHaveLength(3);
  });

  test("says what is possible instead of a step that is not, and needs somebody to be assigned to", async () => {
    const { id } = await create();
    const refused = await step(id, "finish", 1, clerk).catch((err: Error) => err.message);
    expect(refused).toBe("finish is not possible while it is open; possible: assign, skip");
    expect(await reasonOf(step(id, "assign", 1, clerk))).toBe("request_invalid");
    expect(await reasonOf(step(id, "assign", 1, clerk, { assigneeId: newId() }))).toBe("member_not_found");
    expect(await reasonOf(step(id, "skip", 1, clerk, { assigneeId: newId() }))).toBe("request_invalid");
  });

  test("of another organisation or property, unknown and malformed ids are answered alike", async () => {
    const { id } = await create();
    const strangers = [personWith("owner"), personWith("owner", manager.orgId, 2)];
    for (const authData of strangers) {
      expect(await reasonOf(staff.getTask({ id }, { authData }))).toBe("task_not_found");
      expect(await reasonOf(step(id, "skip", 1, authData))).toBe("task_not_found");
      expect(await reasonOf(staff.editTask({ id, version: 1, title: "x" }, { authData }))).toBe("task_not_found");
    }
    expect(await reasonOf(staff.getTask({ id: "no id" }, { authData: clerk }))).toBe("task_not_found");
  });

  test("is edited on the version that was read", async () => {
    const { id } = await create();
    const edit = { id, version: 1, title: "Make up room twice", priority: "urgent" } as const;
    expect(await staff.editTask(edit, { authData: clerk })).toMatchObject({
      version: 2,
      priority: "urgent",
      room: null,
    });
    expect(await reasonOf(staff.editTask(edit, { authData: clerk }))).toBe("version_conflict");
  });

  test("[S6] keeps its kind and priority when a change does not name them", async () => {
    const { id } = await create({ kind: "guest_request", priority: "urgent", room: "204" });
    const edited = await staff.editTask({ id, version: 1, title: "Two towels" }, { authData: clerk });
    expect(edited).toMatchObject({ kind: "guest_request", priority: "urgent", title: "Two towels", room: null });
  });
});

test("[S6] tasks are listed newest first, by state, kind, assignee, due time and text, in pages", async () => {
  const { id: assigneeId } = await asMember(worker, manager);
  const made = [];
  for (const [i, more] of [
    { title: "Lamp", kind: "maintenance" },
    { assigneeId },
    { dueAt: "2026-11-20T10:00:00Z" },
  ].entries()) {
    clock.stopAt(new Date(Date.parse("2026-11-20T09:00:00.000Z") + i * 1000));
    made.push((await create(more)).id);
  }
  const [lamp, assigned, due] = made;
  const list = async (query: object) =>
    (await staff.listTasks({ propertyId: 1, ...query }, { authData: worker })).data.map(({ id }) => id);
  expect(await list({})).toEqual([due, assigned, lamp]);
  expect(await list({ kind: "maintenance" })).toEqual([lamp]);
  expect(await list({ q: "lam" })).toEqual([lamp]);
  expect(await list({ assigneeId })).toEqual([assigned]);
  expect(await list({ dueBefore: "2026-11-20T10:00:01Z" })).toEqual([due]);
  await step(String(lamp), "skip", 1, clerk);
  expect(await list({ open: true })).toEqual([due, assigned]);
  expect(await list({ state: "skipped" })).toEqual([lamp]);
  const page = await staff.listTasks({ propertyId: 1, limit: 2 }, { authData: worker });
  expect(await list({ cursor: page.nextCursor })).toEqual([lamp]);
  expect(await reasonOf(list({ cursor: "nonsense" }))).toBe("cursor_invalid");
  expect(await reasonOf(list({ dueBefore: "soon" }))).toBe("request_invalid");
});
