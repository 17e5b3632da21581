import { api } from "encore.dev/api";
import type { ErasedEvent } from "../../platform/events";
import { findBatch as findStoredBatch } from "../../platform/outbox";
import type { StaffEvent } from "../contract/events";
import type { TaskEvent } from "../contract/task-events";
import { pool } from "../store/db";

interface FindBatchRequest {
  /** The stream. */
  service: "staff" | "tasks";
  orgId: string;
  batchNo: number;
}

interface FindBatchResponse {
  /** The events of the batch exactly as published; null when that number was never given or is no longer kept (3 days). */
  events: (StaffEvent | TaskEvent | ErasedEvent)[] | null;
}

/** A published batch once more, for a consumer that misses its number. */
export const findBatch = api(
  { method: "POST", path: "/staff/internal/batch", expose: false },
  async ({ service, orgId, batchNo }: FindBatchRequest): Promise<FindBatchResponse> => {
    const batch = await findStoredBatch<StaffEvent | TaskEvent | ErasedEvent>(pool, service, orgId, batchNo);
    return { events: batch?.events ?? null };
  },
);
