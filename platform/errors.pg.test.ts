// Needs no database, only the runtime that the pg tests put under encore.dev.
import { ErrCode } from "encore.dev/api";
import { expect, test } from "vitest";
import { orThrow, type RefusalTable, toApiError } from "./errors";
import { accept, refuse } from "./outcome";

const table: RefusalTable<"closed" | "wrong"> = {
  closed: { code: ErrCode.FailedPrecondition, message: "day {day} is closed" },
  wrong: { code: ErrCode.InvalidArgument, message: "the request is not valid" },
};

test("a refusal is answered with its code, its values in the message, and its reason in the details", () => {
  const error = toApiError(refuse("closed", { values: { day: "2026-11-20" }, retryAfterMs: 500 }), table);
  expect(error).toMatchObject({
    code: "failed_precondition",
    message: "day 2026-11-20 is closed",
    details: { reason: "closed", errorId: null, errors: [], retryAfterMs: 500 },
  });
});

test("field errors are in the details and, for people, in the message", () => {
  const errors = [{ path: "amount", code: "missing", message: "give amount" }];
  const error = toApiError(refuse("wrong", { errors }), table);
  expect(error.message).toBe("the request is not valid; amount: give amount");
  expect(error.details).toEqual({ reason: "wrong", errorId: null, errors, retryAfterMs: null });
});

test("an accepted outcome gives its value", () => {
  expect(orThrow(accept(7), table)).toBe(7);
});
