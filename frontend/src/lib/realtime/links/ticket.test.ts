import { expect, test } from "vitest";
import type { TicketAnswer } from "../ports";
import { ticketsFrom } from "./ticket";

const refusal = (status: number, code: string, details?: object): Error =>
  Object.assign(new Error(code), { status, code, details });

test("a ticket is handed on", async () => {
  expect(await ticketsFrom(async () => ({ ticket: "t" }))()).toEqual({ ok: true, ticket: "t" });
});

test.each<[error: Error, expected: Partial<TicketAnswer>]>([
  [refusal(401, "unauthenticated", { reason: "session_ended" }), { reason: "session_ended", final: true }],
  [refusal(403, "permission_denied"), { reason: "permission_denied", final: true }],
  [refusal(429, "resource_exhausted", { retryAfterMs: 700 }), { final: false, retryAfterMs: 700 }],
  [refusal(503, "unavailable"), { reason: "unavailable", final: false }],
  [new TypeError("fetch failed"), { reason: "unreachable", final: false }],
])("%s says whether to try again", async (error, expected) => {
  const answer = await ticketsFrom(() => Promise.reject(error))();
  expect(answer).toMatchObject({ ok: false, ...expected });
});
