import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { caller } from "../../identity/contract/access";
import { decideAccess } from "../../identity/contract/grants";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { financeErrors } from "../contract/errors";
import type { Revenue } from "../contract/types";
import { pool } from "../store/db";
import { findRevenue } from "../store/revenue.read";

interface GetRevenueRequest {
  id: string;
}

/** One line. One that the caller may not see and one that does not exist give the same answer. */
export const getRevenue = api(
  { method: "GET", path: "/finance/revenue/:id", expose: true, auth: true },
  async ({ id }: GetRevenueRequest): Promise<Revenue> => {
    const { orgId, grants } = caller();
    const revenue = isUuid(id) ? await findRevenue(pool, orgId, id) : null;
    const isVisible = revenue !== null && decideAccess(grants, "finance.revenue.read", revenue.propertyId).ok;
    return isVisible ? revenue : orThrow(refuse("revenue_not_found", { values: { id } }), financeErrors);
  },
);
