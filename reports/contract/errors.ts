import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type ReportsRefusal = "request_invalid" | "property_not_found";

/** What the refusals of reports are answered with. */
export const reportsErrors: RefusalTable<ReportsRefusal> = {
  request_invalid: REQUEST_INVALID,
  property_not_found: { code: ErrCode.NotFound, message: "property {propertyId} was not found" },
};
