import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { eraseEverywhere } from "../engine/engine";

interface EraseRequest {
  orgId: string;
  eventIds: string[] & MaxLen<1000>;
}

interface EraseResponse {
  /** Events of the log that had a payload until now. */
  erased: number;
}

/**
 * Takes the payload of events out of everything that keeps it: the outbox of their services, the log, what waits and what is parked, and
 * the memory of every process. Their place, type and hash stay, so that the chain still verifies (RT11); clients that hold them keep
 * what they have. Doing it twice does no harm.
 */
export const erase = api(
  { method: "POST", path: "/realtime/internal/erase", expose: false },
  async ({ orgId, eventIds }: EraseRequest): Promise<EraseResponse> => ({
    erased: await eraseEverywhere(orgId, eventIds),
  }),
);
