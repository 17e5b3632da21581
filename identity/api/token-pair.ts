import type { TokenPair } from "../contract/types";
import { ACCESS_TOKEN_SECONDS, signAccessToken } from "../domain/access-token";
import { sealRefreshToken } from "../domain/refresh-token";
import { signingKey } from "../store/key-ring";

/** Whose tokens they are. */
export interface Holder {
  sessionId: string;
  personId: string;
  /** Generation of the refresh token. */
  generation: number;
  refreshKey: Buffer;
}

/** The answer to a login and to a refresh. */
export async function tokenPair(holder: Holder, now: Date): Promise<TokenPair> {
  return {
    accessToken: await signAccessToken(holder, await signingKey(now), now),
    refreshToken: sealRefreshToken(holder.sessionId, holder.generation, holder.refreshKey),
    expiresIn: ACCESS_TOKEN_SECONDS,
  };
}
