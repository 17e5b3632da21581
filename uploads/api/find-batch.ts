import { api } from "encore.dev/api";
import type { ErasedEvent } from "../../platform/events";
import { findBatch as findStoredBatch } from "../../platform/outbox";
import type { UploadsEvent } from "../contract/events";
import { pool } from "../store/db";

interface FindBatchRequest {
  orgId: string;
  batchNo: number;
}

interface FindBatchResponse {
  /** The events of the batch exactly as published; null when that number was never given or is no longer kept (3 days). */
  events: (UploadsEvent | ErasedEvent)[] | null;
}

/** A published batch once more, for a consumer that misses its number. */
export const findBatch = api(
  { method: "POST", path: "/uploads/internal/batch", expose: false },
  async ({ orgId, batchNo }: FindBatchRequest): Promise<FindBatchResponse> => {
    const batch = await findStoredBatch<UploadsEvent | ErasedEvent>(pool, "uploads", orgId, batchNo);
    return { events: batch?.events ?? null };
  },
);
