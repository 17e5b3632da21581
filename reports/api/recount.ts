import { api } from "encore.dev/api";
import { noChanges } from "../domain/changes";
import { applyChanges } from "../engine/projections";
import { wakeRelays } from "../jobs/relays";

interface RecountRequest {
  orgId: string;
  propertyId: number;
}

/** Counts a property anew in the services that own its rows. For whoever restored one of them, and for doubt. */
export const recount = api(
  { method: "POST", path: "/reports/internal/recount", expose: false },
  async (owner: RecountRequest): Promise<void> => {
    await applyChanges(owner, { ...noChanges(), isStale: true });
    wakeRelays();
  },
);
