/** The errors of the generated client, as text. */

export const ERRORS = `interface APIErrorResponse {
  code: ErrCode;
  message: string;
  details?: any;
}

async function errorOf(response: globalThis.Response): Promise<APIError> {
  const text = await response.text().catch(String);
  let said = text;
  try {
    const body: unknown = JSON.parse(text);
    if (isAPIErrorResponse(body)) return new APIError(response.status, body);
    said = JSON.stringify(body);
  } catch {
    // Not JSON: the text says it.
  }
  return new APIError(response.status, { code: ErrCode.Unknown, message: \`request failed: status \${response.status}: \${said}\` });
}

function isAPIErrorResponse(body: unknown): body is APIErrorResponse {
  const { code, message } = (body ?? {}) as Partial<APIErrorResponse>;
  return typeof message === "string" && code !== undefined && Object.values(ErrCode).includes(code);
}

/** What an Encore application answers when it does not do what was asked. */
export class APIError extends Error {
  /** The HTTP status. */
  readonly status: number;
  readonly code: ErrCode;
  readonly details?: any;

  constructor(status: number, response: APIErrorResponse) {
    super(response.message);
    this.name = "APIError";
    this.status = status;
    this.code = response.code;
    this.details = response.details;
  }
}

export function isAPIError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** The codes of errors, with their names on the wire. */
export const ErrCode = {
  OK: "ok",
  Canceled: "canceled",
  Unknown: "unknown",
  InvalidArgument: "invalid_argument",
  DeadlineExceeded: "deadline_exceeded",
  NotFound: "not_found",
  AlreadyExists: "already_exists",
  PermissionDenied: "permission_denied",
  ResourceExhausted: "resource_exhausted",
  FailedPrecondition: "failed_precondition",
  Aborted: "aborted",
  OutOfRange: "out_of_range",
  Unimplemented: "unimplemented",
  Internal: "internal",
  Unavailable: "unavailable",
  DataLoss: "data_loss",
  Unauthenticated: "unauthenticated",
} as const;

export type ErrCode = (typeof ErrCode)[keyof typeof ErrCode];
`;
