import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { wholeNumber } from "../../platform/request-fields";
import type { DayCheck, DayClose } from "../contract/day-close";
import { checksOf } from "../domain/day-close";
import { findOpen } from "../engine/close-day";
import { findRunning } from "../store/day-close.store";
import { pool } from "../store/db";

interface CheckDayRequest {
  propertyId: number;
}

interface CheckDayResponse {
  /** The open day, YYYY-MM-DD. */
  businessDate: string;
  /** What a close of it would look at, now. */
  checks: DayCheck[];
  /** The close that has begun and not ended; null mostly. */
  running: DayClose | null;
}

/** What is still open of the property's day (F12). */
export const checkDay = api(
  { method: "GET", path: "/finance/day-check", expose: true, auth: true },
  async (request: CheckDayRequest): Promise<CheckDayResponse> => {
    const property = requirePermission("finance.revenue.read", wholeNumber("propertyId", request.propertyId));
    const { orgId } = caller();
    const { propertyId, businessDate } = property;
    const running = await findRunning(pool, orgId, propertyId);
    return { businessDate, checks: checksOf(await findOpen({ orgId, propertyId, businessDate })), running };
  },
);
