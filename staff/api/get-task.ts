import { api } from "encore.dev/api";
import { caller } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { staffErrors } from "../contract/errors";
import type { Task, TaskStep } from "../contract/types";
import { pool } from "../store/db";
import { listTaskSteps } from "../store/lists.read";
import { find } from "../store/staff.store";
import { reach, uuidOrNone } from "./reach";

interface GetTaskRequest {
  id: string;
}

interface GetTaskResponse {
  task: Task;
  /** What became of it, first to last. */
  steps: TaskStep[];
}

/** One task with its history. One that the caller may not see and one that does not exist give the same answer. */
export const getTask = api(
  { method: "GET", path: "/tasks/:id", expose: true, auth: true },
  async ({ id }: GetTaskRequest): Promise<GetTaskResponse> => {
    const { orgId } = caller();
    const task = reach(await find(pool, "task", orgId, uuidOrNone(id)), "task.read");
    if (task === null) return orThrow(refuse("task_not_found", { values: { id } }), staffErrors);
    return { task, steps: await listTaskSteps(pool, orgId, task.id) };
  },
);
