import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { accept, refuse } from "../../platform/outcome";
import { onVersion } from "../../platform/steps";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Task, TaskKind, TaskPriority } from "../contract/types";
import { planTask } from "../domain/task";
import { tasksRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { lock, update } from "../store/staff.store";
import { noteStep } from "../store/task.store";
import { reach, uuidOrNone } from "./reach";

interface EditTaskRequest {
  id: string;
  /** The version that the change was decided on. */
  version: number;
  title: string;
  /** Stays unless given, as the priority does. */
  kind?: TaskKind;
  priority?: TaskPriority;
  /** None unless given, as with notes and dueAt. */
  room?: string;
  notes?: string;
  dueAt?: string;
}

/** Says anew what is to be done; who has the task keeps it (S6). */
export const editTask = api(
  { method: "PUT", path: "/tasks/:id", expose: true, auth: true },
  async ({ id, version, ...request }: EditTaskRequest): Promise<Task> => {
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const outcome = await inTx(pool, async (tx) => {
      const task = reach(await lock(tx, "task", orgId, uuidOrNone(id)), "task.read");
      if (task === null) return refuse("task_not_found", { values: { id } });
      requirePermission("task.manage", task.propertyId);
      const current = onVersion(task.version, version);
      if (!current.ok) return current;
      const planned = planTask(request, task);
      if (!planned.ok) return planned;
      const changed: Task = { ...task, ...planned.value, version: task.version + 1 };
      await update(tx, "task", orgId, changed);
      await noteStep(tx, orgId, changed, { step: "edit", note: null, now, actorId });
      return accept(changed);
    });
    tasksRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
