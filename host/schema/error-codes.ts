/**
 * The error codes that cross the wire and the HTTP status of each (facts 5.3).
 */
const STATUS = {
  canceled: 499,
  unknown: 500,
  invalid_argument: 400,
  deadline_exceeded: 504,
  not_found: 404,
  already_exists: 409,
  permission_denied: 403,
  resource_exhausted: 429,
  failed_precondition: 400,
  aborted: 409,
  out_of_range: 400,
  unimplemented: 501,
  internal: 500,
  unavailable: 503,
  data_loss: 500,
  unauthenticated: 401,
} as const;

export type ErrCode = keyof typeof STATUS;

/** HTTP status of an answer that carries this code. */
export function statusOf(code: ErrCode): number {
  return STATUS[code];
}

const BY_STATUS: Partial<Record<number, ErrCode>> = {
  400: "invalid_argument",
  401: "unauthenticated",
  403: "permission_denied",
  404: "not_found",
  409: "already_exists",
  429: "resource_exhausted",
  499: "canceled",
  500: "internal",
  501: "unimplemented",
  503: "unavailable",
  504: "deadline_exceeded",
};

/** The code that logs and figures give to an answer that carries none of its own. */
export function codeOf(status: number): ErrCode {
  return BY_STATUS[status] ?? "unknown";
}

/** True for the exact spelling of a known code; `"ok"`, other cases and Node's own codes are none. */
export function isErrCode(code: unknown): code is ErrCode {
  return typeof code === "string" && Object.hasOwn(STATUS, code);
}
