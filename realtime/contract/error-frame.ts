import { z } from "zod";

/** Why a request is refused or a connection ends (RT15). */
export const ERROR_REASONS = [
  "bad_handshake",
  "unsupported_version",
  "unknown_service",
  "unknown_property",
  "not_permitted",
  "handshake_timeout",
  "session_ended",
  "bad_message",
  "too_many_bad_messages",
  "ack_required",
  "auth_refused",
  "too_many_connections",
  "overloaded",
  "draining",
  "internal",
] as const;
export type ErrorReason = (typeof ERROR_REASONS)[number];

/** A field that was refused. */
export const fieldError = z.object({ path: z.string(), code: z.string(), message: z.string() });

export type FieldError = z.infer<typeof fieldError>;

export const errorFrame = z.object({
  type: z.literal("error"),
  timestamp: z.string(),
  reason: z.enum(ERROR_REASONS),
  message: z.string(),
  retryAfterMs: z.int().exactOptional().meta({ description: "Absent: the same request will be refused again." }),
  errors: z.array(fieldError).exactOptional(),
  allowed: z
    .array(z.union([z.string(), z.number()]))
    .readonly()
    .exactOptional(),
  errorId: z.string().exactOptional().meta({ description: "Under which it stands in the server's log." }),
});

export type ErrorFrame = z.infer<typeof errorFrame>;
