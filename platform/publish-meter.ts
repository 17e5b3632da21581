import type { EventBatch } from "./events";
import { timeOfId } from "./ids";
import { Duration } from "./meters";

const commitToPublish = new Duration(
  "lobby_realtime_commit_to_publish_seconds",
  "From an event's making until its topic had accepted its batch; the oldest event of each batch",
  ["service"],
);

/** Once per batch: how long its oldest event waited for its publication. */
export function observePublished(service: string, accepted: readonly EventBatch<unknown>[], nowMs: number): void {
  for (const { events } of accepted) {
    const id = (events[0] as { id?: unknown } | undefined)?.id;
    if (typeof id === "string") commitToPublish.observe(nowMs - timeOfId(id), { service });
  }
}
