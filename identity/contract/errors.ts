import { ErrCode } from "encore.dev/api";
import type { RefusalTable } from "../../platform/errors";

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
  | "refresh_token_reused";

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
};
