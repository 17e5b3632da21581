import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { caller } from "../contract/access";
import type { Login } from "../contract/types";
import { pool } from "../store/db";
import { listSessions } from "../store/session.store";

interface ListLoginsResponse {
  data: Login[];
}

/** The caller's logins that hold, the last used first. */
export const listLogins = api(
  { method: "GET", path: "/identity/logins", expose: true, auth: true },
  async (): Promise<ListLoginsResponse> => {
    const { userID, sessionId } = caller();
    const sessions = await listSessions(pool, userID, clock.now());
    return {
      data: sessions.map(({ id, createdAt, usedAt, expiresAt }) => ({
        id,
        createdAt: createdAt.toISOString(),
        usedAt: usedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        isThis: id === sessionId,
      })),
    };
  },
);
