import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { guestErrors } from "../contract/errors";
import type { CheckinBatch } from "../contract/types";
import { findBatch, listItems } from "../store/checkin-batch.read";
import { pool } from "../store/db";

interface GetCheckinBatchRequest {
  id: string;
}

interface GetCheckinBatchResponse {
  batch: CheckinBatch;
  /** What became of every row that was ever sent with its key, in their order. */
  items: CheckinBatchItem[];
}

interface CheckinBatchItem {
  row: number;
  rowKey: string;
  status: "ok" | "error";
  reservationId: string | null;
  confirmation: string | null;
  guestName: string | null;
  roomNumber: string | null;
  documents: number;
  reason: string | null;
  errors: CheckinItemError[];
}

interface CheckinItemError {
  path: string;
  code: string;
  message: string;
}

/** One list with what became of its rows. */
export const getCheckinBatch = api(
  { method: "GET", path: "/guest-checkin/batches/:id", expose: true, auth: true },
  async ({ id }: GetCheckinBatchRequest): Promise<GetCheckinBatchResponse> => {
    const { orgId, grants } = caller();
    const batch = isUuid(id) ? await findBatch(pool, orgId, id) : null;
    if (batch === null || !decideAccess(grants, "guest.stay.read", batch.propertyId).ok)
      return orThrow(refuse("batch_not_found", { values: { id } }), guestErrors) as never;
    return { batch, items: await listItems(pool, id) };
  },
);
