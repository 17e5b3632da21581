import { newId } from "../../platform/ids";
import { rowChanged } from "../../platform/row-changed";
import type { Tx } from "../../platform/tx";
import type { Task, TaskStep } from "../contract/types";
import { appendTaskEvents } from "./staff.store";

interface Step {
  step: TaskStep["step"];
  note: string | null;
  now: Date;
  actorId: string;
}

/** Notes a step in the task's history and tells the screens; the last statements of its transaction. */
export async function noteStep(tx: Tx, orgId: string, task: Task, { step, note, now, actorId }: Step): Promise<void> {
  await tx.query(
    `INSERT INTO task_step (org_id, task_id, version, step, state, by, at, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [orgId, task.id, task.version, step, task.state, actorId, now, note],
  );
  await appendTaskEvents(tx, orgId, [rowChanged("task", task, { eventId: newId(), now, actorId })]);
}
