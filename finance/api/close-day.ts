import { api } from "encore.dev/api";
import { caller, requirePermission } from "../../identity/contract/access";
import { orThrow } from "../../platform/errors";
import { invalidRequest, optionalDate, wholeNumber } from "../../platform/request-fields";
import { readText } from "../../platform/text";
import type { DayClose } from "../contract/day-close";
import { financeErrors } from "../contract/errors";
import { closeDay as carryOut } from "../engine/close-day";

interface CloseDayRequest {
  propertyId: number;
  /** The open day, YYYY-MM-DD; the same again goes on with its close, or gives it once it is closed. */
  businessDate: string;
  /** Passes over what the checks find open; at most 500 characters. */
  reason?: string;
}

const REASON_LENGTH = 500;

/** Closes the property's day: locks its books, keeps their trial balance, opens the next day (F10). */
export const closeDay = api(
  { method: "POST", path: "/finance/day-closes", expose: true, auth: true },
  async (request: CloseDayRequest): Promise<DayClose> => {
    const property = requirePermission("finance.day.close", wholeNumber("propertyId", request.propertyId));
    const businessDate =
      optionalDate("businessDate", request.businessDate) ??
      invalidRequest({
        path: "businessDate",
        code: "required",
        message: "is empty; name the day that is to be closed",
      });
    const reason = readText("reason", request.reason, REASON_LENGTH);
    if (reason !== null && typeof reason !== "string") return invalidRequest(reason);
    const { userID: personId, orgId } = caller();
    return orThrow(await carryOut({ orgId, personId, property, businessDate, reason }), financeErrors);
  },
);
