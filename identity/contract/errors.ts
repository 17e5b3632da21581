import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";
import type { RolesRefusal } from "../domain/assign-roles";

export type IdentityRefusal =
  | "authorization_malformed"
  | "token_expired"
  | "token_invalid"
  | "token_key_unknown"
  | "session_ended"
  | "ticket_invalid"
  | "login_failed"
  | "too_many_failed_logins"
  | "refresh_token_invalid"
  | "refresh_token_expired"
  | "refresh_token_reused"
  | "password_wrong"
  | "login_not_found"
  | "person_not_found"
  | "roles_elsewhere"
  | "property_not_found"
  | "version_conflict"
  | "request_invalid"
  | RolesRefusal;

const unauthenticated = (message: string): { code: ErrCode; message: string } => ({
  code: ErrCode.Unauthenticated,
  message,
});

/** What identity's refusals are answered with. */
export const identityErrors: RefusalTable<IdentityRefusal> = {
  authorization_malformed: unauthenticated("the Authorization header must be: Bearer <access token>"),
  token_expired: unauthenticated("the access token has expired; get a new one with POST /identity/refresh"),
  token_invalid: unauthenticated("the access token is not valid"),
  token_key_unknown: unauthenticated("the access token is not valid"),
  session_ended: unauthenticated("this login has ended; log in again"),
  ticket_invalid: unauthenticated(
    "the ticket is unknown, was used or has expired; get a new one with POST /realtime/ticket",
  ),
  login_failed: unauthenticated("e-mail address or password is wrong"),
  too_many_failed_logins: {
    code: ErrCode.ResourceExhausted,
    message: "too many failed logins; try again in {seconds} s",
  },
  refresh_token_invalid: unauthenticated("the refresh token is not valid; log in again"),
  refresh_token_expired: unauthenticated("the refresh token has expired; log in again"),
  refresh_token_reused: unauthenticated(
    "the refresh token was used before, so this login has been ended; log in again",
  ),
  password_wrong: { code: ErrCode.PermissionDenied, message: "currentPassword: is not your password" },
  login_not_found: { code: ErrCode.NotFound, message: "login {id} is none of yours that holds" },
  person_not_found: { code: ErrCode.NotFound, message: "person {personId} was not found" },
  request_invalid: REQUEST_INVALID,
  property_not_found: { code: ErrCode.NotFound, message: "property {propertyId} was not found" },
  version_conflict: {
    code: ErrCode.Aborted,
    message: "it has changed meanwhile: version {version} is not {expected}; read it anew and decide again",
  },
  roles_elsewhere: {
    code: ErrCode.PermissionDenied,
    message: "this needs the permission person.role.assign at every property where the person has a role",
  },
  role_above_own: {
    code: ErrCode.PermissionDenied,
    message: "nobody gives or takes more than they have: you lack the permission {permission} at this property",
  },
  last_owner: {
    code: ErrCode.FailedPrecondition,
    message: "this is the property's last owner who can log in; make somebody else owner first",
  },
};
