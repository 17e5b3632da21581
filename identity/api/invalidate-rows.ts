import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { RELAYS } from "../jobs/relays";
import { pool } from "../store/db";
import { appendBrandingEvents, appendPropertyEvents, appendUserEvents } from "../store/events.store";

interface InvalidateRowsRequest {
  orgId: string;
  propertyId: number;
  /** The stream of the rows. */
  service: "properties" | "users" | "branding";
  /** Kinds of entities: `property`; `user`; `branding`. */
  kinds: string[];
  reason: "import" | "restore" | "erasure";
  /** Who changed them. */
  actorId: string;
}

const APPEND = { properties: appendPropertyEvents, users: appendUserEvents, branding: appendBrandingEvents };

/** Makes every screen fetch such rows of a property anew. For whoever changes rows beside the API: an import, a restore, an erasure. */
export const invalidateRows = api(
  { method: "POST", path: "/identity/internal/invalidate-rows", expose: false },
  async ({ orgId, propertyId, service, kinds, reason, actorId }: InvalidateRowsRequest): Promise<void> => {
    const id = newId();
    const envelope = { id, v: 1, at: clock.now().toISOString(), propertyId, actorId, class: "normal" } as const;
    const entity = { kind: "rows", id, version: 1 };
    const event = { ...envelope, type: "rows-invalidated", entity, data: { kinds, reason } } as const;
    await inTx(pool, (tx) => APPEND[service](tx, orgId, [event]));
    RELAYS[service].wake();
  },
);
