import { Subscription } from "encore.dev/pubsub";
import { tasksEvents } from "../../staff/contract/task-events";
import { intake } from "../engine/engine";

const receive = intake.of("tasks");

/** Brings the events of tasks into the log. A batch that cannot be stored now comes again for days before it counts as dead. */
export const onTasksEvents = new Subscription(tasksEvents, "realtime-tasks", {
  handler: async (batch) => receive(batch),
  // Local brokers hand over so many messages at a time.
  maxConcurrency: 1000,
  retryPolicy: { minBackoff: "1s", maxBackoff: "10s", maxRetries: 30000 },
});
