import type { EventBatch } from "../../platform/events";
import type { SourceEvent } from "../domain/changes";
import { wakeRelays } from "../jobs/relays";
import { applyBatch } from "./projections";

/** What the subscriptions do with a batch: it is applied, and what it changed goes on its way. */
export async function receive<E extends SourceEvent>(batch: EventBatch<E>): Promise<void> {
  await applyBatch(batch);
  wakeRelays();
}
