import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { toApiError } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { reportsErrors } from "../contract/errors";
import { type KpiDefinition, KPIS } from "../contract/kpis";
import type { Dashboard } from "../contract/types";
import { upToDate } from "../engine/up-to-date";
import { pool } from "../store/db";
import { type Applied, listApplied } from "../store/source.store";

interface GetDashboardRequest {
  propertyId: number;
}

interface GetDashboardResponse {
  dashboard: Dashboard;
  /** How each number comes about. */
  definitions: KpiDefinition[];
  /** Which batches of each stream are in the numbers: all up to that one. Read before the numbers, which may hold more. */
  applied: Applied[];
}

/** What a property's open day adds up to now. Followed by the stream `dashboard`. */
export const getDashboard = api(
  { method: "GET", path: "/reports/dashboard", expose: true, auth: true },
  async (request: GetDashboardRequest): Promise<GetDashboardResponse> => {
    const { propertyId, businessDate } = requirePermission(
      "reports.dashboard.read",
      wholeNumber("propertyId", request.propertyId),
    );
    const { orgId } = caller();
    const applied = await listApplied(pool, orgId);
    const dashboard = await upToDate({ orgId, propertyId }, businessDate);
    if (dashboard === null) throw toApiError(refuse("property_not_found", { values: { propertyId } }), reportsErrors);
    return { dashboard, definitions: [...KPIS], applied };
  },
);
