import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import type { CashFlowTotal, CashSession } from "../contract/cash-session";
import { financeErrors } from "../contract/errors";
import { findSession, listFlows } from "../store/cash-session.store";
import { pool } from "../store/db";

interface GetCashSessionRequest {
  id: string;
}

interface GetCashSessionResponse {
  session: CashSession;
  /** What went through the drawer, by way; empty until it is counted. */
  flows: CashFlowTotal[];
}

/** One session. One that the caller may not see and one that does not exist give the same answer. */
export const getCashSession = api(
  { method: "GET", path: "/finance/cash-sessions/:id", expose: true, auth: true },
  async ({ id }: GetCashSessionRequest): Promise<GetCashSessionResponse> => {
    const { orgId, grants } = caller();
    const session = isUuid(id) ? await findSession(pool, orgId, id) : null;
    if (session === null || !decideAccess(grants, "finance.revenue.read", session.propertyId).ok)
      return orThrow(refuse("cash_session_not_found", { values: { id } }), financeErrors);
    return { session, flows: await listFlows(pool, id) };
  },
);
