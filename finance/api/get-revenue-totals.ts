import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import type { RevenueTotal } from "../contract/types";
import { pool } from "../store/db";
import { sumRevenueDay } from "../store/revenue.read";
import { optionalDate, wholeNumber } from "../../platform/request-fields";

interface GetRevenueTotalsRequest {
  propertyId: number;
  /** YYYY-MM-DD; the property's open day unless given. */
  businessDate?: string;
}

interface GetRevenueTotalsResponse {
  businessDate: string;
  /** By source and currency; sources without revenue are left out. */
  totals: RevenueTotal[];
}

/** What one business date of a property adds up to. */
export const getRevenueTotals = api(
  { method: "GET", path: "/finance/revenue-totals", expose: true, auth: true },
  async (request: GetRevenueTotalsRequest): Promise<GetRevenueTotalsResponse> => {
    const property = requirePermission("finance.revenue.read", wholeNumber("propertyId", request.propertyId));
    const businessDate = optionalDate("businessDate", request.businessDate) ?? property.businessDate;
    const totals = await sumRevenueDay(pool, caller().orgId, property.propertyId, businessDate);
    return { businessDate, totals };
  },
);
