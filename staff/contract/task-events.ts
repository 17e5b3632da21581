import { Topic } from "encore.dev/pubsub";
import type { ErasedEvent, EventBatch } from "../../platform/events";
import type { RowChangedV1 } from "../../platform/row-changed";
import type { RowsInvalidatedV1 } from "../../platform/rows-invalidated";
import type { TaskKind, TaskPriority, TaskState } from "./types";

export interface TaskData {
  id: string;
  title: string;
  kind: TaskKind;
  priority: TaskPriority;
  room: string | null;
  notes: string | null;
  dueAt: string | null;
  state: TaskState;
  assigneeId: string | null;
  assigneeName: string | null;
  createdBy: string;
  createdAt: string;
  doneAt: string | null;
}

/** A task was made, edited or took a step. Each event carries the row whole, as it is from now on. */
export type TaskChangedV1 = RowChangedV1<"task-changed", TaskData>;

/** Every event of the stream `tasks`. */
export type TaskEvent = TaskChangedV1 | RowsInvalidatedV1;

/** All events of tasks, in numbered batches per organisation. */
export const tasksEvents = new Topic<EventBatch<TaskEvent | ErasedEvent>>("tasks-events", {
  deliveryGuarantee: "at-least-once",
});
