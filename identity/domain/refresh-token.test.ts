import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  decideRefresh,
  parseRefreshToken,
  type RefreshState,
  type RefreshToken,
  sealRefreshToken,
} from "./refresh-token";

const sessionId = "01950000-0000-7000-8000-000000000001";
const refreshKey = randomBytes(32);
const now = new Date("2026-11-20T12:00:00Z");
const ago = (ms: number): Date => new Date(now.getTime() - ms);

const state = (over: Partial<RefreshState> = {}): RefreshState => ({
  refreshKey,
  generation: 5,
  rotatedAt: ago(3_600_000),
  expiresAt: new Date(now.getTime() + 1),
  ended: false,
  ...over,
});

function token(generation: number, key = refreshKey): RefreshToken {
  const parsed = parseRefreshToken(sealRefreshToken(sessionId, generation, key));
  if (parsed === null) throw new Error("a sealed token must parse");
  return parsed;
}

describe("[I5] a refresh token", () => {
  test.each<[name: string, token: RefreshToken, state: RefreshState, expected: number | string]>([
    ["moves its session one generation on", token(5), state(), 6],
    ["gives the same successor again within 30 s", token(4), state({ rotatedAt: ago(30_000) }), 5],
    [
      "that was used more than 30 s ago is taken for a copy",
      token(4),
      state({ rotatedAt: ago(30_001) }),
      "refresh_token_reused",
    ],
    [
      "of two generations ago is taken for a copy at once",
      token(3),
      state({ rotatedAt: ago(1) }),
      "refresh_token_reused",
    ],
    ["that was never issued is refused, and ends nothing", token(6), state(), "refresh_token_invalid"],
    [
      "sealed with another key is refused, and ends nothing",
      token(3, randomBytes(32)),
      state(),
      "refresh_token_invalid",
    ],
    ["of an ended session is refused", token(5), state({ ended: true }), "session_ended"],
    ["of an expired session is refused", token(5), state({ expiresAt: now }), "refresh_token_expired"],
  ])("%s", (_name, given, held, expected) => {
    const decided = decideRefresh(given, held, now);
    expect(decided.ok ? decided.value : decided.reason).toBe(expected);
  });
});

test.each([
  "",
  "x",
  `${sessionId}.1`,
  `${sessionId}.0.${"a".repeat(43)}`,
  `${sessionId}.1.${"a".repeat(42)}`,
  `${sessionId}.1.${"!".repeat(43)}`,
])("%j is no refresh token", (text) => {
  expect(parseRefreshToken(text)).toBeNull();
});
