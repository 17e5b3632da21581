import { createHmac, timingSafeEqual } from "node:crypto";
import { accept, type Outcome, refuse } from "../../platform/outcome";

export const REFRESH_TOKEN_MS = 30 * 24 * 3600 * 1000;
/** Two tabs, or a lost answer: within this time the used token gets its successor once more. */
export const REPEAT_MS = 30_000;

/** A refresh token names its session and its generation, and is sealed with the session's own key. */
export interface RefreshToken {
  sessionId: string;
  generation: number;
  seal: Buffer;
}

/** What a session knows of its refresh tokens. */
export interface RefreshState {
  refreshKey: Buffer;
  /** The one that is good now. */
  generation: number;
  rotatedAt: Date;
  expiresAt: Date;
  ended: boolean;
}

export type RefreshRefusal =
  | "refresh_token_invalid"
  | "refresh_token_expired"
  | "refresh_token_reused"
  | "session_ended";

export function sealRefreshToken(sessionId: string, generation: number, refreshKey: Buffer): string {
  return `${sessionId}.${generation}.${seal(sessionId, generation, refreshKey).toString("base64url")}`;
}

/** Null for text that is no refresh token. The seal is not checked here. */
export function parseRefreshToken(text: string): RefreshToken | null {
  const parts = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,8})\.([\w-]{43})$/.exec(text);
  if (parts === null) return null;
  const [, sessionId = "", generation = "", sealText = ""] = parts;
  return { sessionId, generation: Number(generation), seal: Buffer.from(sealText, "base64url") };
}

/**
 * Which generation the session goes to (I5). The current token moves it one on; the one before, within 30 s, gets the current one
 * again; any older one that we did issue was copied by someone, so the caller must end the session.
 */
export function decideRefresh(token: RefreshToken, state: RefreshState, now: Date): Outcome<number, RefreshRefusal> {
  const expected = seal(token.sessionId, token.generation, state.refreshKey);
  if (!timingSafeEqual(expected, token.seal) || token.generation > state.generation)
    return refuse("refresh_token_invalid");
  if (state.ended) return refuse("session_ended");
  if (now >= state.expiresAt) return refuse("refresh_token_expired");
  if (token.generation === state.generation) return accept(state.generation + 1);
  const isRepeat = token.generation === state.generation - 1 && now.getTime() - state.rotatedAt.getTime() <= REPEAT_MS;
  return isRepeat ? accept(state.generation) : refuse("refresh_token_reused");
}

function seal(sessionId: string, generation: number, refreshKey: Buffer): Buffer {
  return createHmac("sha256", refreshKey).update(`${sessionId}.${generation}`).digest();
}
