import { AUTH_MS, PING_MS } from "../../contract/protocol";
import { audienceOf } from "../audience";
import type { Step } from "./effect";
import type { JudgedEvent, MembershipsEvent, RightsEvent } from "./event";
import { authFrame, fail, send } from "./frames";
import { complain } from "./hear";
import { catchUp, open } from "./moves";
import { shakeHands } from "./begin";
import { agreed, type Agreed, type Greeting, type Login, type Talking } from "./state";

/** The login as it is now: its rights, and how long it lasts. One that ended by time and is used again brings its sessions back. */
export function changeRights(session: Greeting | Talking, event: RightsEvent, now: Date): Step {
  const { grants, loginEndsAt, publishedTo } = event;
  const endsAtMs = Date.parse(loginEndsAt);
  const { login } = session;
  const current = endsAtMs === login.endsAtMs ? login : { ...login, endsAtMs, isAsked: false };
  if (session.phase === "handshake") return { session: { ...session, login: current, grants }, effects: [] };
  return see({ ...session, login: current, grants }, session.phase === "suspended", publishedTo, now);
}

/** The person's conversations as they are now: those that a handshake waited for, or others than before. */
export function changeMemberships(session: Greeting | Talking, event: MembershipsEvent, now: Date): Step {
  const { memberships, publishedTo } = event;
  if (session.phase !== "handshake") return see({ ...session, memberships }, false, publishedTo, now);
  const { kept, ...greeting } = { ...session, memberships };
  return kept === undefined ? { session: greeting, effects: [] } : shakeHands(greeting, kept.message, now);
}

/** Serves the audience that now follows from grants and memberships; one that is suspended goes on only where it `resumes`. */
function see(session: Talking, resumes: boolean, publishedTo: number | undefined, now: Date): Step {
  const { grants, wish, memberships } = session;
  const audience = audienceOf(grants, wish.services, wish.properties, memberships ?? undefined);
  if (session.phase === "suspended") {
    if (resumes) return resume(session, { ...session, audience }, now);
    // It is looked at when the session goes on.
    return { session, effects: [] };
  }
  if (audience.key === session.audience.key) return { session, effects: [] };
  if (session.phase === "opening") return open({ ...session, audience }, session.because, now, session.before);
  const cursor = session.phase === "live" ? Math.max(session.cursor, publishedTo ?? 0) : session.cursor;
  return open({ ...session, cursor, audience }, "rights", now, session.audience);
}

function resume(session: Talking, next: Agreed & { isAnew: boolean }, now: Date): Step {
  const isSame = next.audience.key === session.audience.key && !next.isAnew;
  return isSame ? catchUp(next, next.cursor) : open(next, "rights", now);
}

/**
 * The login has ended. By somebody's will: at once, for good. Because it was not used: nothing more is sent, but a client that has
 * slept, and now sends a newer credential, goes on where it was (RT25).
 */
export function end(session: Greeting | Talking, by: "time" | "will", now: Date): Step {
  if (session.phase === "suspended" && by === "time") return { session, effects: [] };
  const isTalking = session.phase !== "handshake" && !(session.phase === "opening" && session.because === "connect");
  if (by === "will" || !isTalking) return endForGood(now);
  const suspended = {
    ...agreed(session),
    login: { ...session.login, isAsked: true },
    phase: "suspended",
    sinceMs: now.getTime(),
    isAnew: session.phase === "suspended" ? session.isAnew : session.phase === "opening",
  } as const;
  return { session: suspended, effects: [{ do: "unfollow" }, send(authFrame(session.login, now, true))] };
}

/** Asks for a newer credential in time, and ends what has been suspended too long. Null: neither. */
export function remind(session: Talking, now: Date): Step | null {
  const { login } = session;
  const nowMs = now.getTime();
  if (session.phase === "suspended") return nowMs - session.sinceMs >= AUTH_MS ? endForGood(now) : null;
  // The next turn comes only in PING_MS.
  if (login.isAsked || login.endsAtMs - nowMs > AUTH_MS + PING_MS) return null;
  const asked: Talking = { ...session, login: { ...login, isAsked: true } };
  return { session: asked, effects: [send(authFrame(login, now, true))] };
}

/** What came of the credential that the client sent. */
export function takeVerdict(session: Talking, { outcome }: JudgedEvent, now: Date): Step {
  if (!session.login.isJudging) return { session, effects: [] };
  const judged: Talking = { ...session, login: { ...session.login, isJudging: false } };
  if (!outcome.ok) {
    const { message, retryAfterMs } = outcome;
    return complain(judged, message, now, {
      reason: "auth_refused",
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  const { userID, orgId, grants, loginEndsAt, sessionId } = outcome.arrival;
  if (userID !== session.login.userID || orgId !== session.login.orgId)
    return complain(judged, "that credential is somebody else's", now, { reason: "auth_refused" });
  const login: Login = { ...judged.login, endsAtMs: Date.parse(loginEndsAt), isAsked: false };
  const changed = changeRights({ ...judged, login }, { type: "rights", grants, loginEndsAt }, now);
  return {
    session: changed.session,
    effects: [{ do: "adopt", sessionId }, send(authFrame(login, now)), ...changed.effects],
  };
}

const endForGood = (now: Date): Step =>
  fail({ reason: "session_ended", message: "this login has ended; log in again" }, now);
