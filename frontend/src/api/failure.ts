import { isAPIError } from "./client.gen";

interface FieldFailure {
  path: string;
  code: string;
  message: string;
}

/** What a failed call means for a person, whatever kind of failure it was. */
export interface Failure {
  /**
   * `unreachable`: the server did not answer, so nobody knows whether it acted. `refused`: it said no, and why. `internal`: it failed.
   */
  kind: "unreachable" | "refused" | "internal";
  /** Names the rule that said no (`details.reason`). */
  reason: string | null;
  message: string;
  fields: FieldFailure[];
  /** Finds the failure in the server's log. */
  errorId: string | null;
  retryAfterMs: number | null;
  status: number | null;
}

interface Details {
  reason?: unknown;
  errorId?: unknown;
  errors?: unknown;
  retryAfterMs?: unknown;
}

/** Reads any error that a call can throw. */
export function toFailure(error: unknown): Failure {
  if (!isAPIError(error))
    return { ...EMPTY, kind: "unreachable", message: error instanceof Error ? error.message : String(error) };
  const details: Details =
    typeof error.details === "object" && error.details !== null ? (error.details as Details) : {};
  return {
    kind: error.status >= 500 ? "internal" : "refused",
    reason: typeof details.reason === "string" ? details.reason : null,
    message: error.message,
    fields: Array.isArray(details.errors) ? details.errors.filter(isFieldFailure) : [],
    errorId: typeof details.errorId === "string" ? details.errorId : null,
    retryAfterMs: typeof details.retryAfterMs === "number" ? details.retryAfterMs : null,
    status: error.status,
  };
}

/** True when the same request may get another answer later. */
export function isTransient(error: unknown): boolean {
  const { kind, status } = toFailure(error);
  return kind !== "refused" || status === 429;
}

const EMPTY = { reason: null, fields: [], errorId: null, retryAfterMs: null, status: null };

function isFieldFailure(value: unknown): value is FieldFailure {
  const field = value as Partial<FieldFailure> | null;
  return typeof field?.path === "string" && typeof field.code === "string" && typeof field.message === "string";
}
