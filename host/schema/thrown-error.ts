import { isErrCode, statusOf } from "./error-codes";
import { NativeValueError, objectText } from "./native-value";
import { Refusal } from "./refusal";
import type { AnswerParts } from "./wire";

const INTERNAL = "an internal error occurred";

/** An error whose cause is for the log only. */
export function internalError(internal: string): Refusal {
  return new Refusal("internal", INTERNAL, internal);
}

/**
 * What an answer says about something that application code threw (facts 3.5): `code`, `message`, `details` and the message of
 * `cause` count, whatever the class. Without a known code the error is internal and its message stays inside.
 */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (thrown === null || thrown === undefined) return internalError("an unknown exception was thrown");
  const error = Object(thrown) as { code?: unknown; message?: unknown; details?: unknown; cause?: unknown };
  let details: object | undefined;
  try {
    details =
      error.details === undefined || error.details === null
        ? undefined
        : (JSON.parse(objectText(error.details)) as object);
  } catch (e) {
    if (!(e instanceof NativeValueError)) throw e;
    return internalError(`unable to parse error details: InvalidArg, ${e.message}`);
  }
  let message = String(error.message);
  if (error.cause !== undefined && error.cause !== null)
    message += `: ${String((Object(error.cause) as { message?: unknown }).message)}`;
  if (!isErrCode(error.code) || error.code === "internal") return new Refusal("internal", INTERNAL, message, details);
  return new Refusal(error.code, message, undefined, details);
}

/** The JSON answer that carries an error. `withInternal`: as under `encore run`, with the inner message. */
export function errorAnswer(refusal: Refusal, withInternal: boolean): AnswerParts {
  const body = {
    code: refusal.code,
    message: refusal.message,
    details: refusal.details ?? null,
    ...(withInternal ? { internal_message: refusal.internal ?? null } : {}),
  };
  return {
    status: statusOf(refusal.code),
    headers: [...refusal.headers],
    body: JSON.stringify(body),
    contentType: "application/json",
  };
}
