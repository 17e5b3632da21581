import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { newId } from "../../platform/ids";
import { accept } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { inTx } from "../../platform/tx";
import { staffErrors } from "../contract/errors";
import type { Task, TaskKind, TaskPriority } from "../contract/types";
import { planTask } from "../domain/task";
import { tasksRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { lockWorker } from "../store/plan.store";
import { insert } from "../store/staff.store";
import { noteStep } from "../store/task.store";

interface CreateTaskRequest {
  propertyId: number;
  /** What is to be done; at most 200 characters. */
  title: string;
  /** `other` unless given. */
  kind?: TaskKind;
  /** `normal` unless given. */
  priority?: TaskPriority;
  /** The room's number; at most 16 characters. */
  room?: string;
  /** At most 2000 characters. */
  notes?: string;
  /** RFC 3339. */
  dueAt?: string;
  /** Member of the staff; nobody's unless given. */
  assigneeId?: string;
  /** A repeat with the same key gets the first answer and makes nothing. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

/** Makes a task, and assigns it where a member is given (S6). */
export const createTask = api(
  { method: "POST", path: "/tasks", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: CreateTaskRequest): Promise<Task> => {
    const propertyId = wholeNumber("propertyId", request.propertyId);
    requirePermission("task.manage", propertyId);
    const { userID: actorId, orgId } = caller();
    const now = clock.now();
    const whose = { orgId, personId: actorId, endpoint: "staff.createTask", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once(tx, whose, request, now, async () => {
        const planned = planTask(request);
        if (!planned.ok) return planned;
        const { assigneeId = "" } = request;
        const worker = assigneeId === "" ? accept(null) : await lockWorker(tx, orgId, propertyId, assigneeId);
        if (!worker.ok) return worker;
        const task: Task = {
          id: newId(),
          version: 1,
          propertyId,
          ...planned.value,
          state: worker.value === null ? "open" : "assigned",
          assigneeId: worker.value?.id ?? null,
          assigneeName: worker.value?.name ?? null,
          createdBy: actorId,
          createdAt: now.toISOString(),
          doneAt: null,
        };
        await insert(tx, "task", orgId, task);
        await noteStep(tx, orgId, task, { step: "create", note: null, now, actorId });
        return accept(task);
      }),
    );
    tasksRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);
