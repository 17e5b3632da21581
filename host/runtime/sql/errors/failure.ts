import { DatabaseError } from "pg";
import { ConnectionLost } from "../connection/exchange";
import { longText, shortText } from "./database-error";
import { driverError, printed } from "./rust-debug";

/** What the application catches: a plain Error whose only property says nothing, as on the genuine runtime. */
export function failure(message: string): Error {
  return Object.assign(new Error(message), { code: "GenericFailure" });
}

/** Of a statement that had not begun to run, of BEGIN, COMMIT and ROLLBACK. */
export function earlyFailure(error: Error): Error {
  if (error instanceof DatabaseError) return failure(shortText(error));
  return error instanceof ConnectionLost ? failure("connection closed") : error;
}

/** Of a statement that ran, at the next row. */
export function lateFailure(error: Error): Error {
  return failure(error instanceof DatabaseError ? longText(error) : printed(driverError("Closed", undefined)));
}

/** PostgreSQL began to copy, where rows were expected. */
export function unexpectedMessage(): Error {
  return failure(printed(driverError("UnexpectedMessage", undefined)));
}
