import { api } from "encore.dev/api";
import { eraseFromOutbox } from "../../platform/outbox-erasure";
import { inTx } from "../../platform/tx";
import { pool } from "../store/db";

interface EraseEventsRequest {
  orgId: string;
  eventIds: string[];
}

interface EraseEventsResponse {
  erased: number;
}

/** Takes the payload of events out of what waits to be published and of the batches that were. Called by realtime's erasure. */
export const eraseEvents = api(
  { method: "POST", path: "/reports/internal/erase-events", expose: false },
  async ({ orgId, eventIds }: EraseEventsRequest): Promise<EraseEventsResponse> => ({
    erased: await inTx(pool, (tx) => eraseFromOutbox(tx, orgId, eventIds)),
  }),
);
