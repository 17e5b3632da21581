import { api } from "encore.dev/api";
import { findChangedLogins } from "../store/access-change.store";
import { pool } from "../store/db";

interface ChangedLoginsRequest {
  /** `upTo` of the last answer; absent to begin. */
  since?: string;
}

interface ChangedLoginsResponse {
  /** Logins whose state or rights may be others since; more may be named than changed, never fewer. */
  sessionIds: string[];
  upTo: string;
}

/**
 * Which logins to ask `sessionStates` for. Whoever keeps connections open asks about once a second, at a cost that does not grow with
 * them: a logout or a lost right then reaches streams within about a second on every process, without a message that could get lost.
 */
export const changedLogins = api(
  { method: "POST", path: "/identity/internal/changed-logins", expose: false },
  ({ since }: ChangedLoginsRequest): Promise<ChangedLoginsResponse> => findChangedLogins(pool, since ?? null),
);
