import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import type { DayClose, TrialBalanceLine } from "../contract/day-close";
import { financeErrors } from "../contract/errors";
import { findClose, listTrialBalance } from "../store/day-close.store";
import { pool } from "../store/db";

interface GetDayCloseRequest {
  id: string;
}

interface GetDayCloseResponse {
  close: DayClose;
  /** By currency and account; empty until it is balanced. */
  trialBalance: TrialBalanceLine[];
}

/** One close with its trial balance. One that the caller may not see and one that does not exist give the same answer. */
export const getDayClose = api(
  { method: "GET", path: "/finance/day-closes/:id", expose: true, auth: true },
  async ({ id }: GetDayCloseRequest): Promise<GetDayCloseResponse> => {
    const { orgId, grants } = caller();
    const close = isUuid(id) ? await findClose(pool, orgId, id) : null;
    if (close === null || !decideAccess(grants, "finance.revenue.read", close.propertyId).ok)
      return orThrow(refuse("close_not_found", { values: { id } }), financeErrors);
    return { close, trialBalance: await listTrialBalance(pool, id) };
  },
);
