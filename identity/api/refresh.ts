import { api } from "encore.dev/api";
import type { MaxLen, MinLen } from "encore.dev/validate";
import { orThrow } from "../../platform/errors";
import { identityErrors } from "../contract/errors";
import type { TokenPair } from "../contract/types";
import { refreshSession } from "../store/tokens";

interface RefreshRequest {
  refreshToken: string & MinLen<1> & MaxLen<200>;
}

/**
 * Changes a refresh token for a new pair. The same token once more within 30 s gets the same next refresh token (two tabs, a lost
 * answer); later it is taken for a copy, and the login ends.
 */
export const refresh = api(
  { method: "POST", path: "/identity/refresh", expose: true, sensitive: true },
  async ({ refreshToken }: RefreshRequest): Promise<TokenPair> => orThrow(await refreshSession(refreshToken), identityErrors),
);
