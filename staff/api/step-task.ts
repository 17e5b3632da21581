import { api, type Header } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { caller, requirePermission } from "../../identity/contract/access";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { once } from "../../platform/idempotency";
import { accept, type Outcome, refuse } from "../../platform/outcome";
import { invalidRequest } from "../../platform/request-fields";
import { onVersion, takeStep } from "../../platform/steps";
import { readText } from "../../platform/text";
import { inTx, type Tx } from "../../platform/tx";
import { type StaffRefusal, staffErrors } from "../contract/errors";
import type { Task, TaskStepName } from "../contract/types";
import { afterStep, OWN_TASK_STEPS, TASK_STEPS } from "../domain/task";
import { tasksRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { memberIdOf } from "../store/member.read";
import { lockWorker } from "../store/plan.store";
import { lock, update } from "../store/staff.store";
import { noteStep } from "../store/task.store";
import { reach, uuidOrNone } from "./reach";

interface StepTaskRequest {
  id: string;
  step: TaskStepName;
  /** The version that the step was decided on. */
  version: number;
  /** Only with `assign`: the member who gets it. */
  assigneeId?: string;
  /** Why; at most 500 characters. */
  note?: string;
  /** A repeat with the same key gets the first answer and takes no step. */
  idempotencyKey?: Header<"Idempotency-Key"> & MaxLen<200>;
}

const NOTE_LENGTH = 500;

/** Takes a task one step on. Whose it is accepts, starts and finishes it; whoever manages tasks takes any step (S6). */
export const stepTask = api(
  { method: "POST", path: "/tasks/:id/step", expose: true, auth: true },
  async ({ idempotencyKey, ...request }: StepTaskRequest): Promise<Task> => {
    const { userID: actorId, orgId } = caller();
    const note = readText("note", request.note, NOTE_LENGTH);
    if (note !== null && typeof note !== "string") invalidRequest(note);
    const now = clock.now();
    const whose = { orgId, personId: actorId, endpoint: "tasks.step", key: idempotencyKey };
    const outcome = await inTx(pool, (tx) =>
      once<Task, StaffRefusal>(tx, whose, request, now, async () => {
        const task = reach(await lock(tx, "task", orgId, uuidOrNone(request.id)), "task.read");
        if (task === null) return refuse("task_not_found", { values: { id: request.id } });
        const mayStep = await isAllowed(tx, orgId, actorId, task, request.step);
        if (!mayStep.ok) return mayStep;
        const current = onVersion(task.version, request.version);
        if (!current.ok) return current;
        const changed = await step(tx, orgId, task, request, now);
        if (!changed.ok) return changed;
        await update(tx, "task", orgId, changed.value);
        await noteStep(tx, orgId, changed.value, { step: request.step, note, now, actorId });
        return changed;
      }),
    );
    tasksRelay.wake();
    return orThrow(outcome, staffErrors);
  },
);

/** One's own task with the right to work, any with the right to manage. */
async function isAllowed(
  tx: Tx,
  orgId: string,
  actorId: string,
  task: Task,
  name: TaskStepName,
): Promise<Outcome<null, "task_of_other">> {
  const { permissions } = requirePermission("task.work", task.propertyId);
  if (permissions.includes("task.manage")) return accept(null);
  if (!OWN_TASK_STEPS.has(name)) requirePermission("task.manage", task.propertyId);
  const own = await memberIdOf(tx, orgId, task.propertyId, actorId);
  if (own !== null && own === task.assigneeId) return accept(null);
  return refuse("task_of_other", { values: { name: task.assigneeName ?? "nobody" } });
}

async function step(
  tx: Tx,
  orgId: string,
  task: Task,
  { step: name, assigneeId = "" }: StepTaskRequest,
  now: Date,
): Promise<Outcome<Task, StaffRefusal>> {
  const state = takeStep(TASK_STEPS, task.state, name);
  if (!state.ok) return state;
  const next = afterStep(task, name, state.value, now);
  if (name !== "assign") {
    if (assigneeId === "") return accept(next);
    const message = `comes with the step assign only, not with ${name}`;
    return refuse("request_invalid", { errors: [{ path: "assigneeId", code: "not_allowed", message }] });
  }
  if (assigneeId === "") {
    const message = "is empty; say which member of the staff gets the task";
    return refuse("request_invalid", { errors: [{ path: "assigneeId", code: "required", message }] });
  }
  const worker = await lockWorker(tx, orgId, task.propertyId, assigneeId);
  return worker.ok ? accept({ ...next, assigneeId: worker.value.id, assigneeName: worker.value.name }) : worker;
}
