import { ErrCode } from "encore.dev/api";
import type { RefusalSpec, RefusalTable } from "../../platform/errors";
import { REQUEST_INVALID } from "../../platform/request-fields";

export type ChatRefusal =
  | "request_invalid"
  | "cursor_invalid"
  | "conversation_not_found"
  | "message_not_found"
  | "member_not_found"
  | "person_not_found"
  | "not_a_member"
  | "not_internal"
  | "not_yours"
  | "admin_needed"
  | "last_admin"
  | "members_fixed"
  | "message_deleted"
  | "version_conflict"
  | "rate_limited"
  | "widget_not_found"
  | "widget_off"
  | "widget_token_invalid"
  | "idempotency_key_reused";

const notFound = (what: string): RefusalSpec => ({
  code: ErrCode.NotFound,
  message: `${what} {id} was not found`,
});
const denied = (message: string): RefusalSpec => ({
  code: ErrCode.PermissionDenied,
  message,
});

/** What chat's refusals are answered with. */
export const chatErrors: RefusalTable<ChatRefusal> = {
  request_invalid: REQUEST_INVALID,
  cursor_invalid: {
    code: ErrCode.InvalidArgument,
    message: "cursor: is not one that this list gave; leave it out to start from the newest",
  },
  conversation_not_found: notFound("conversation"),
  message_not_found: notFound("message"),
  member_not_found: notFound("member"),
  person_not_found: notFound("person"),
  not_a_member: denied("you are no member of conversation {id}"),
  not_internal: denied("isPublic: internal messages are for internal members of the conversation; you are none"),
  not_yours: denied("this is somebody else's message; its author changes it, and moderators delete it"),
  admin_needed: denied("only an admin of the conversation may do this"),
  last_admin: {
    code: ErrCode.FailedPrecondition,
    message: "this is the conversation's last admin; make somebody else admin first",
  },
  members_fixed: {
    code: ErrCode.FailedPrecondition,
    message: "a conversation of kind {kind} has its two sides and no other members",
  },
  message_deleted: { code: ErrCode.FailedPrecondition, message: "this message was deleted" },
  version_conflict: {
    code: ErrCode.Aborted,
    message: "version: it is at version {version} by now; look at it again before you change it",
  },
  rate_limited: {
    code: ErrCode.ResourceExhausted,
    message: "too often; at most {limit} within {seconds} s",
  },
  widget_not_found: {
    code: ErrCode.NotFound,
    message: "site_key: no property has this key; copy it from its settings",
  },
  widget_off: denied("the chat of this property is switched off"),
  widget_token_invalid: {
    code: ErrCode.Unauthenticated,
    message: "X-Widget-Token: no token, or one that has ended; begin anew with POST /api/chatbot/conversation",
  },
  idempotency_key_reused: {
    code: ErrCode.AlreadyExists,
    message: "this Idempotency-Key came before with another request; use a new key for a new message",
  },
};
