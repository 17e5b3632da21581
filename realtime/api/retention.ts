import { api } from "encore.dev/api";
import type { Max, Min } from "encore.dev/validate";
import { caller } from "../../identity/contract/access";
import { KEEP_DAYS } from "../engine/housekeeping";
import { pool } from "../store/db";
import { readKeepDays, setKeepDays } from "../store/retention.store";
import { requireEverywhere } from "./require-everywhere";
import { requireSomewhere } from "./require-somewhere";

interface Retention {
  /** Events can be replayed for so many days. */
  keepDays: number;
  /** Nothing was set. */
  isDefault: boolean;
}

interface SetRetentionRequest {
  /** 1 to 365; null for the default. A shorter time takes effect within the hour, and cannot be taken back. */
  keepDays: (number & Min<1> & Max<365>) | null;
}

const retentionOf = async (orgId: string): Promise<Retention> => {
  const days = await readKeepDays(pool, orgId);
  return { keepDays: days ?? KEEP_DAYS, isDefault: days === null };
};

/** How long the events of the caller's organisation are kept. */
export const getRetention = api(
  { method: "GET", path: "/v2/realtime/retention", expose: true, auth: true },
  async (): Promise<Retention> => {
    requireSomewhere("realtime.operate");
    return retentionOf(caller().orgId);
  },
);

/** Sets how long the events of the caller's organisation are kept, and answers with it. Needs the permission at every property that has events. */
export const setRetention = api(
  { method: "PUT", path: "/v2/realtime/retention", expose: true, auth: true },
  async ({ keepDays }: SetRetentionRequest): Promise<Retention> => {
    await requireEverywhere("realtime.operate");
    const { orgId } = caller();
    await setKeepDays(pool, orgId, keepDays === null ? null : Math.round(keepDays));
    return retentionOf(orgId);
  },
);
