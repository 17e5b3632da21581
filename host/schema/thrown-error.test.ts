import { describe, expect, test } from "vitest";
import { errorAnswer, refusalOf } from "./thrown-error";

const thrown = (message: string, more: object) => Object.assign(new Error(message), more);

describe("something thrown by application code", () => {
  test.each<[string, unknown, object]>([
    ["a known code speaks for itself", thrown("gone", { code: "not_found" }), { code: "not_found", message: "gone" }],
    [
      "a code of Node is none",
      thrown("read failed", { code: "ENOENT" }),
      { code: "internal", message: "an internal error occurred", internal: "read failed" },
    ],
    ["a code in upper case is none", thrown("up", { code: "NOT_FOUND" }), { code: "internal", internal: "up" }],
    [
      "a cause is appended",
      thrown("top", { code: "aborted", cause: new Error("middle") }),
      { code: "aborted", message: "top: middle" },
    ],
    ["a text has no message", "just a string", { code: "internal", internal: "undefined" }],
    ["null is unknown", null, { code: "internal", internal: "an unknown exception was thrown" }],
    [
      "details cross as JSON",
      thrown("d", { code: "aborted", details: { at: new Date(0), u: undefined } }),
      { details: { at: "1970-01-01T00:00:00Z" } },
    ],
    [
      "details that cannot cross make it internal",
      thrown("d", { code: "aborted", details: "text" }),
      {
        code: "internal",
        internal: "unable to parse error details: InvalidArg, Expect value to be Object, but received String",
      },
    ],
  ])("%s", (_rule, value, expected) => expect(refusalOf(value)).toMatchObject(expected));

  test("shows its inner message only where that is wanted", () => {
    const refusal = refusalOf(new Error("secret"));
    expect(errorAnswer(refusal, false)).toMatchObject({ status: 500, contentType: "application/json" });
    expect(errorAnswer(refusal, false).body?.toString()).toBe(
      '{"code":"internal","message":"an internal error occurred","details":null}',
    );
    expect(errorAnswer(refusal, true).body?.toString()).toBe(
      '{"code":"internal","message":"an internal error occurred","details":null,"internal_message":"secret"}',
    );
  });
});
