import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { staffRelay, tasksRelay } from "../jobs/relays";
import { pool } from "../store/db";
import { appendStaffEvents, appendTaskEvents } from "../store/staff.store";

interface InvalidateRowsRequest {
  orgId: string;
  propertyId: number;
  /** The stream of the rows. */
  service: "staff" | "tasks";
  /** Kinds of entities: `member`, `shift`, `attendance`, `handover`; `task`. */
  kinds: string[];
  reason: "import" | "restore" | "erasure";
  /** Who changed them. */
  actorId: string;
}

/** Makes every screen fetch such rows of a property anew. For whoever changes rows beside the API: an import, a restore, an erasure. */
export const invalidateRows = api(
  { method: "POST", path: "/staff/internal/invalidate-rows", expose: false },
  async ({ orgId, propertyId, service, kinds, reason, actorId }: InvalidateRowsRequest): Promise<void> => {
    const id = newId();
    const envelope = { id, v: 1, at: clock.now().toISOString(), propertyId, actorId, class: "normal" } as const;
    const entity = { kind: "rows", id, version: 1 };
    const event = { ...envelope, type: "rows-invalidated", entity, data: { kinds, reason } } as const;
    const append = service === "staff" ? appendStaffEvents : appendTaskEvents;
    await inTx(pool, (tx) => append(tx, orgId, [event]));
    (service === "staff" ? staffRelay : tasksRelay).wake();
  },
);
