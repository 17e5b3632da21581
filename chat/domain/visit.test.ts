import { expect, test } from "vitest";
import { BEGIN_BY_ADDRESS, decideWindow, hashWidgetToken, newSiteKey, newWidgetToken } from "./visit";

const now = new Date("2026-11-20T12:00:00Z");
const since = new Date("2026-11-20T11:30:00Z");

test("[C18] what may be done so often within a window is refused beyond it, until the window ends", () => {
  const { count } = BEGIN_BY_ADDRESS;
  expect(decideWindow({ count, since }, BEGIN_BY_ADDRESS, now)).toEqual({ ok: true, value: null });
  expect(decideWindow({ count: count + 1, since }, BEGIN_BY_ADDRESS, now)).toEqual({
    ok: false,
    reason: "rate_limited",
    retryAfterMs: 1_800_000,
    values: { limit: count, seconds: 3600 },
  });
});

test("[C18] tokens and keys are all different, and of a token a hash is kept that says nothing of it", () => {
  const token = newWidgetToken();
  expect(token).toMatch(/^visit_[\w-]{43}$/);
  expect(newWidgetToken()).not.toBe(token);
  expect(newSiteKey()).toMatch(/^site_[\w-]{22}$/);
  expect(hashWidgetToken(token)).toHaveLength(32);
  expect(hashWidgetToken(token).toString("latin1")).not.toContain(token.slice(6));
});
