import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { appendFinanceEvents } from "../store/revenue.store";

interface InvalidateRowsRequest {
  orgId: string;
  propertyId: number;
  /** Kinds of entities: `revenue`, `expense`, `day-close`, `cash-session`. */
  kinds: string[];
  reason: "import" | "restore" | "erasure";
  /** Who changed them. */
  actorId: string;
}

/** Makes every screen fetch such rows of a property anew. For whoever changes rows beside the API: an import, a restore, an erasure. */
export const invalidateRows = api(
  { method: "POST", path: "/finance/internal/invalidate-rows", expose: false },
  async ({ orgId, propertyId, kinds, reason, actorId }: InvalidateRowsRequest): Promise<void> => {
    const id = newId();
    const envelope = { id, v: 1, at: clock.now().toISOString(), propertyId, actorId, class: "normal" } as const;
    const entity = { kind: "rows", id, version: 1 };
    await inTx(pool, (tx) =>
      appendFinanceEvents(tx, orgId, [{ ...envelope, type: "rows-invalidated", entity, data: { kinds, reason } }]),
    );
    relay.wake();
  },
);
