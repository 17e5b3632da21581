// Needs no database, only the runtime that the pg tests put under encore.dev.
import { expect, test } from "vitest";
import { answerTo } from "./failures";

test.each<[name: string, thrown: unknown]>([
  ["nobody listens", Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })],
  ["it is starting", Object.assign(new Error("the database system is starting up"), { code: "57P03" })],
  ["it was lost between two statements", new Error("Client has encountered a connection error and is not queryable")],
  ["it does not answer in time", new Error("Query read timeout")],
  ["none is free", new Error("timeout exceeded when trying to connect")],
])("a database that cannot be reached is unavailable, and the request may be sent again: %s", (_name, thrown) => {
  const { code, details } = answerTo(thrown, {});
  expect({ code, details }).toMatchObject({
    code: "unavailable",
    details: { reason: "unavailable", retryAfterMs: 2000 },
  });
});

test("any other failure is internal", () => {
  expect(answerTo(new Error("of some kind"), {})).toMatchObject({ code: "internal", details: { retryAfterMs: null } });
});
