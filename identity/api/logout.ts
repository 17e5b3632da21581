import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { caller } from "../contract/access";
import { pool } from "../store/db";
import { endSession } from "../store/session.store";

/** Ends the caller's login: its access and refresh tokens are refused from the next request on, its streams end within about a second. */
export const logout = api(
  { method: "POST", path: "/identity/logout", expose: true, auth: true },
  async (): Promise<void> => {
    await endSession(pool, caller().sessionId, "logout", clock.now());
  },
);
