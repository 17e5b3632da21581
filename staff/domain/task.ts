import { readInstant } from "../../platform/instant";
import { accept, type FieldError, type Outcome, refuse } from "../../platform/outcome";
import type { Steps } from "../../platform/steps";
import { readText } from "../../platform/text";
import type { Task, TaskKind, TaskPriority, TaskState, TaskStepName } from "../contract/types";

export const TASK_STEPS: Steps<TaskState, TaskStepName> = {
  assign: { from: ["open", "assigned", "accepted"], to: "assigned" },
  accept: { from: ["assigned"], to: "accepted" },
  start: { from: ["assigned", "accepted"], to: "in_progress" },
  finish: { from: ["in_progress"], to: "done" },
  inspect: { from: ["done"], to: "inspected" },
  reopen: { from: ["done", "inspected", "skipped"], to: "open" },
  skip: { from: ["open", "assigned", "accepted", "in_progress"], to: "skipped" },
};

/** The steps that whoever has the task takes; the others need the right to manage tasks. */
export const OWN_TASK_STEPS: ReadonlySet<TaskStepName> = new Set(["accept", "start", "finish"]);

/** What is still to be done. */
export const OPEN_STATES: readonly TaskState[] = ["open", "assigned", "accepted", "in_progress"];

export interface TaskRequest {
  title: string;
  kind?: TaskKind;
  priority?: TaskPriority;
  room?: string;
  notes?: string;
  dueAt?: string;
}

type TaskPlan = Pick<Task, "title" | "kind" | "priority" | "room" | "notes" | "dueAt">;

const TITLE_LENGTH = 200;
const NOTES_LENGTH = 2000;
const ROOM_LENGTH = 16;

/** What a task is unless its first request says otherwise. */
const PLAIN: Pick<Task, "kind" | "priority"> = { kind: "other", priority: "normal" };

/**
 * What a request asks to be done, or everything that is wrong with it at once. @param before keeps its kind and priority unless the
 * request names others; all else is said anew
 */
export function planTask(request: TaskRequest, before = PLAIN): Outcome<TaskPlan, "request_invalid"> {
  const title = readText("title", request.title, TITLE_LENGTH) ?? {
    path: "title",
    code: "required",
    message: "is empty; say what is to be done",
  };
  const room = readText("room", request.room, ROOM_LENGTH);
  const notes = readText("notes", request.notes, NOTES_LENGTH);
  const dueAt = request.dueAt === undefined || request.dueAt === "" ? null : readInstant("dueAt", request.dueAt);
  if (isError(title) || isError(room) || isError(notes) || isError(dueAt))
    return refuse("request_invalid", { errors: [title, room, notes, dueAt].filter(isError) });
  return accept({
    title,
    kind: request.kind ?? before.kind,
    priority: request.priority ?? before.priority,
    room,
    notes,
    dueAt,
  });
}

/** The task behind a step that is possible: when it was done, and whose it is from now on. */
export function afterStep(task: Task, step: TaskStepName, state: TaskState, now: Date): Task {
  const isOpenAgain = step === "reopen";
  return {
    ...task,
    version: task.version + 1,
    state: isOpenAgain && task.assigneeId !== null ? "assigned" : state,
    doneAt: step === "finish" ? now.toISOString() : isOpenAgain ? null : task.doneAt,
  };
}

const isError = (value: unknown): value is FieldError => typeof value === "object" && value !== null && "path" in value;
