import { api } from "encore.dev/api";
import type { MaxLen } from "encore.dev/validate";
import { clock } from "../../platform/clock";
import type { Grant } from "../contract/auth";
import { findAccess } from "../store/access.read";
import { pool } from "../store/db";

interface SessionStatesRequest {
  sessionIds: string[] & MaxLen<10000>;
}

interface SessionStatesResponse {
  /** In no particular order. */
  sessions: SessionState[];
  /** What the sessions refer to, each set of rights once: of thousands of people most have the same. */
  rights: Rights[];
}

interface Rights {
  grants: Grant[];
}

interface SessionState {
  sessionId: string;
  /** False once the login ended or expired, its person was disabled, or it never was. */
  active: boolean;
  /** Not active for the one reason that it was not used in time: its person may log in again and go on. */
  expired: boolean;
  /** When it ends unless it is used again (RFC 3339); empty for one that never was. */
  endsAt: string;
  /** What the person may see now, as a place in `rights`; -1 when not active. */
  rights: number;
}

/** Whether these logins still hold, and their rights now; `changedLogins` tells for whom to ask. */
export const sessionStates = api(
  { method: "POST", path: "/identity/internal/session-states", expose: false },
  async ({ sessionIds }: SessionStatesRequest): Promise<SessionStatesResponse> => {
    const found = new Map(
      (await findAccess(pool, sessionIds, clock.now())).map((access) => [access.sessionId, access]),
    );
    const rights: Rights[] = [];
    // Equal ones are the same object.
    const places = new Map<Grant[], number>();
    const placeOf = (grants: Grant[]): number => {
      const place = places.get(grants) ?? rights.push({ grants }) - 1;
      places.set(grants, place);
      return place;
    };
    const sessions = sessionIds.map((sessionId) => {
      const access = found.get(sessionId);
      if (access === undefined) return { sessionId, active: false, expired: false, endsAt: "", rights: -1 };
      const { active, expired, endsAt, grants } = access;
      return { sessionId, active, expired, endsAt: endsAt.toISOString(), rights: active ? placeOf(grants) : -1 };
    });
    return { sessions, rights };
  },
);
