import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import type { AccessRefusal } from "./grants";

export const accessErrors: RefusalTable<AccessRefusal | "credential_in_url"> = {
  property_not_found: { code: ErrCode.NotFound, message: "property {propertyId} was not found" },
  permission_missing: {
    code: ErrCode.PermissionDenied,
    message: "this needs the permission {permission} at property {propertyId}",
  },
  credential_in_url: {
    code: ErrCode.Unauthenticated,
    message:
      "access_token and ticket open streams and downloads only; send the header Authorization: Bearer <access token>",
  },
};
