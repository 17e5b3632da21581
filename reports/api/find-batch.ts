import { api } from "encore.dev/api";
import type { ErasedEvent } from "../../platform/events";
import { findBatch as findStoredBatch } from "../../platform/outbox";
import type { DashboardChangedV1, DayFiguresChangedV1, DayReportChangedV1 } from "../contract/events";
import { pool } from "../store/db";

interface FindBatchRequest {
  /** The stream. */
  service: "dashboard" | "analytics" | "reports";
  orgId: string;
  batchNo: number;
}

interface FindBatchResponse {
  /** The events of the batch exactly as published; null when that number was never given or is no longer kept (3 days). */
  events: (DashboardChangedV1 | DayFiguresChangedV1 | DayReportChangedV1 | ErasedEvent)[] | null;
}

/** A published batch once more, for a consumer that misses its number. */
export const findBatch = api(
  { method: "POST", path: "/reports/internal/batch", expose: false },
  async ({ service, orgId, batchNo }: FindBatchRequest): Promise<FindBatchResponse> => {
    type Event = DashboardChangedV1 | DayFiguresChangedV1 | DayReportChangedV1 | ErasedEvent;
    const batch = await findStoredBatch<Event>(pool, service, orgId, batchNo);
    return { events: batch?.events ?? null };
  },
);
