import { expect, test } from "vitest";
import { takeStep } from "../../platform/steps";
import type { Task, TaskState, TaskStepName } from "../contract/types";
import { afterStep, planTask, TASK_STEPS } from "./task";

const STATES: TaskState[] = ["open", "assigned", "accepted", "in_progress", "done", "inspected", "skipped"];
const STEPS: TaskStepName[] = ["assign", "accept", "start", "finish", "inspect", "reopen", "skip"];

/** The whole life of a task: the state behind each step, `–` where the step is not possible. */
const LIFE: Record<TaskState, string> = {
  open: "assigned – – – – – skipped",
  assigned: "assigned accepted in_progress – – – skipped",
  accepted: "assigned – in_progress – – – skipped",
  in_progress: "– – – done – – skipped",
  done: "– – – – inspected open –",
  inspected: "– – – – – open –",
  skipped: "– – – – – open –",
};

test.each(STATES)("[S6] the steps of a task that is %s", (state) => {
  const behind = STEPS.map((step) => takeStep(TASK_STEPS, state, step)).map((o) => (o.ok ? o.value : "–"));
  expect(behind.join(" ")).toBe(LIFE[state]);
});

const task = { version: 3, state: "done", assigneeId: null, doneAt: "2026-11-20T10:00:00.000Z" } as Task;
const NOW = new Date("2026-11-20T12:00:00Z");

test("[S6] finishing notes when; opening again forgets it, and gives the task back to whose it was", () => {
  expect(afterStep({ ...task, doneAt: null }, "finish", "done", NOW)).toMatchObject({
    version: 4,
    doneAt: NOW.toISOString(),
  });
  expect(afterStep(task, "inspect", "inspected", NOW)).toMatchObject({ doneAt: task.doneAt, state: "inspected" });
  expect(afterStep(task, "reopen", "open", NOW)).toMatchObject({ doneAt: null, state: "open" });
  expect(afterStep({ ...task, assigneeId: "ines" }, "reopen", "open", NOW)).toMatchObject({ state: "assigned" });
});

test("[S6] a task is of kind other and normal priority unless its request says otherwise", () => {
  expect(planTask({ title: "  Pillows  ", room: "", dueAt: "" })).toEqual({
    ok: true,
    value: { title: "Pillows", kind: "other", priority: "normal", room: null, notes: null, dueAt: null },
  });
});

test("[S6] everything that is wrong with a task is said at once", () => {
  const refused = planTask({ title: " ", room: "x".repeat(17), notes: "x".repeat(2001), dueAt: "noon" });
  expect(refused).toMatchObject({
    errors: [{ path: "title" }, { path: "room" }, { path: "notes" }, { path: "dueAt" }],
  });
});
