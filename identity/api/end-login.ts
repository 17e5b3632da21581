import { api } from "encore.dev/api";
import { validate as isUuid } from "uuid";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { caller } from "../contract/access";
import { identityErrors } from "../contract/errors";
import { pool } from "../store/db";
import { endSessionsOf } from "../store/session.store";

/** Ends one of the caller's logins, on a device that was lost or left behind: its streams end within a second. */
export const endLogin = api(
  { method: "DELETE", path: "/identity/logins/:id", expose: true, auth: true },
  async ({ id }: { id: string }): Promise<void> => {
    const ended = isUuid(id)
      ? await endSessionsOf(pool, caller().userID, { reason: "ended_by_person", now: clock.now(), onlyId: id })
      : 0;
    if (ended === 0) orThrow(refuse("login_not_found", { values: { id } }), identityErrors);
  },
);
