import { describe, expect, test } from "vitest";
import type { Grant } from "../../../identity/contract/auth";
import {
  arrival,
  catching,
  fresh,
  grant,
  GRANTS,
  hello,
  live,
  LOGIN_ENDS,
  NOW,
  opened,
  page,
  published,
  rights,
  run,
  says,
} from "../../testing/sessions";
import { audienceOf } from "../audience";
import type { SessionEvent } from "./event";
import type { Session } from "./state";

const endedBy = (by: "time" | "will"): SessionEvent => ({ type: "ended", by });
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const turn: SessionEvent = { type: "ping", seq: 50 };

describe("rights", () => {
  test("[RT14] an ended login closes, whatever the phase", () => {
    const suspended = run([endedBy("time")], live()).session;
    for (const from of [fresh(), run([hello()]).session, catching(), live(), suspended]) {
      expect(run([endedBy("will")], from)).toMatchObject({
        session: { phase: "closed" },
        frames: [{ type: "error", reason: "session_ended" }],
        asked: ["unfollow", "close"],
      });
    }
  });

  test("[RT14] rights that change nothing about the audience go unnoticed", () => {
    const moved = GRANTS.map((g) => ({ ...g, businessDate: "2026-11-21" }));
    expect(run([rights(moved)], live())).toMatchObject({ session: { phase: "live" }, effects: [] });
  });

  test.each<[string, Grant[], string[]]>([
    ["fewer", [grant(1, "finance.revenue.read")], ["finance"]],
    ["more", [...GRANTS, grant(3, "finance.revenue.read")], ["finance"]],
    ["other", [...GRANTS, grant(1, "guest.stay.read")], ["finance", "guest"]],
  ])(
    "[RT14] %s rights: the old audience ends at once, a resync tells from where the new one holds",
    (_what, grants, services) => {
      const first = run([rights(grants), published(50, 60)], live());
      expect(first.frames).toEqual([]);
      expect(first.asked).toEqual(["unfollow", "open"]);
      const { frames, session, effects } = run([opened({ head: 60 })], first.session);
      expect(frames).toMatchObject([{ type: "resync", reason: "rights_changed", head: 60, seq: 60, services }]);
      expect(session).toMatchObject({ phase: "live", cursor: 60 });
      expect(effects.at(-1)).toMatchObject({
        do: "follow",
        audience: { channels: audienceOf(grants, ["finance", "guest"]).channels },
      });
    },
  );

  test("[RT14] nothing left: not permitted", () => {
    expect(run([rights([grant(1, "property.read")])], live()).frames).toMatchObject([
      { type: "error", reason: "not_permitted" },
    ]);
  });

  test("rights that change before the ack are in the ack", () => {
    const { frames } = run([hello(), rights([grant(1, "guest.stay.read")]), opened()]);
    expect(frames).toMatchObject([{ type: "ack", services: ["guest"], denied: ["finance"] }]);
  });
});

describe("[RT25] a credential sent on the stream", () => {
  const auth = says({ type: "auth", ticket: "t1" });
  const judged = (more: object = {}): SessionEvent => ({
    type: "judged",
    outcome: {
      ok: true,
      arrival: { ...arrival({ loginEndsAt: "2027-01-01T00:00:00.000Z" }), sessionId: "s2", ...more },
    },
  });

  test("is looked at, one after another", () => {
    const { asked, frames, effects } = run([auth, auth], live());
    expect(asked).toEqual(["judge"]);
    expect(effects[0]).toEqual({ do: "judge", credential: { ticket: "t1" } });
    expect(frames).toMatchObject([{ type: "error", reason: "bad_message" }]);
    expect(run([says({ type: "auth", token: "x.y.z" })], live()).effects).toEqual([
      { do: "judge", credential: { token: "x.y.z" } },
    ]);
  });

  test.each([[{ type: "auth" }], [{ type: "auth", ticket: "" }], [{ type: "auth", ticket: 5 }]])(
    "%j is none",
    (message) => {
      expect(run([says(message)], live()).frames).toMatchObject([{ type: "error", reason: "bad_message" }]);
    },
  );

  test("of the same person is taken: delivery goes on without a hole, on the new login", () => {
    const { frames, session, effects } = run([auth, published(50, 51), judged(), published(51, 52)], live());
    expect(frames).toMatchObject([
      { type: "event", seq: 51 },
      { type: "auth", expiresAt: "2027-01-01T00:00:00.000Z" },
      { type: "event", seq: 52 },
    ]);
    expect(frames[1]).not.toHaveProperty("required");
    expect(effects).toContainEqual({ do: "adopt", sessionId: "s2" });
    expect(session).toMatchObject({ phase: "live", cursor: 52, login: { isJudging: false, isAsked: false } });
  });

  test("brings the rights of now along: others than before are told as ever", () => {
    const { frames, asked } = run([auth, judged({ grants: GRANTS.slice(1) })], live());
    expect(frames).toMatchObject([{ type: "auth" }]);
    expect(asked).toEqual(["judge", "adopt", "unfollow", "open"]);
  });

  test.each<[string, SessionEvent]>([
    ["another person's", judged({ userID: "bob" })],
    ["another organisation's", judged({ orgId: "other" })],
    ["one that is not valid", { type: "judged", outcome: { ok: false, message: "the ticket is unknown" } }],
  ])("%s is refused, and the connection stays as it was", (_what, verdict) => {
    const { frames, session, asked } = run([auth, verdict, published(50, 51)], live());
    expect(frames).toMatchObject([
      { type: "error", reason: "auth_refused" },
      { type: "event", seq: 51 },
    ]);
    expect(asked).toEqual(["judge"]);
    expect(session).toMatchObject({
      phase: "live",
      grants: GRANTS,
      login: { userID: "ann", orgId: "org", endsAtMs: Date.parse(LOGIN_ENDS) },
    });
  });

  test("that is refused again and again closes, like any other message that cannot be used", () => {
    const refused: SessionEvent = { type: "judged", outcome: { ok: false, message: "no" } };
    const { frames } = run(Array.from({ length: 11 }, () => [auth, refused]).flat(), live());
    expect(frames.map((f) => f.type === "error" && f.reason)).toEqual([
      ...Array<string>(10).fill("auth_refused"),
      "too_many_bad_messages",
    ]);
  });

  test("a verdict that nobody waits for means nothing", () => {
    expect(run([judged({ grants: [] })], live())).toMatchObject({ session: live(), effects: [] });
  });
});

describe("[RT25] a login that is about to end", () => {
  const ending = (inMs: number): Session => run([rights(GRANTS, later(inMs).toISOString())], live()).session;

  test("is asked to be renewed at least 60 s before, once", () => {
    expect(run([turn], ending(91_000)).frames).toMatchObject([{ type: "ping" }]);
    const asked = run([turn], ending(89_000));
    expect(asked.frames).toMatchObject([
      { type: "auth", required: true, expiresAt: later(89_000).toISOString() },
      { type: "ping" },
    ]);
    expect(run([turn], asked.session).frames).toMatchObject([{ type: "ping" }]);
  });

  test("and is used again meanwhile, is asked anew the next time", () => {
    const asked = run([turn], ending(80_000)).session;
    const longer = run([rights(GRANTS, later(200_000).toISOString())], asked).session;
    expect(run([turn], longer).frames).toMatchObject([{ type: "ping" }]);
    expect(run([turn], longer, later(120_000)).frames).toMatchObject([
      { type: "auth", required: true },
      { type: "ping" },
    ]);
  });

  test("and then has ended by time, is sent nothing more, and for 60 s may still be renewed", () => {
    const suspended = run([endedBy("time"), published(50, 60), endedBy("time")], live());
    expect(suspended.frames).toMatchObject([{ type: "auth", required: true }]);
    expect(suspended.asked).toEqual(["unfollow"]);
    expect(suspended.session).toMatchObject({ phase: "suspended", cursor: 50 });
    expect(run([turn], suspended.session, later(59_000)).frames).toMatchObject([{ type: "ping", seq: 50 }]);
    expect(run([turn], suspended.session, later(60_000)).frames).toMatchObject([
      { type: "error", reason: "session_ended" },
    ]);
  });

  const verdict: SessionEvent = {
    type: "judged",
    outcome: { ok: true, arrival: { ...arrival(), sessionId: "s2" } },
  };
  const auth = says({ type: "auth", token: "x" });

  test("goes on from the cursor, without a hole, when the client that slept answers in time", () => {
    const back = run([endedBy("time"), published(50, 60), auth, verdict], live());
    expect(back.asked).toEqual(["unfollow", "judge", "adopt", "read"]);
    const { frames, session } = run([page(back.session, { after: 50, upTo: 60 })], back.session);
    expect(frames).toMatchObject([
      { type: "event", seq: 60 },
      { type: "ping", seq: 60 },
    ]);
    expect(session.phase).toBe("live");
  });

  test("goes on as well when the login itself is used again, by another tab for example", () => {
    expect(run([endedBy("time"), rights(GRANTS)], live()).asked).toEqual(["unfollow", "read"]);
  });

  test("goes on with a resync when the rights are others now, or were about to change when it ended", () => {
    expect(run([endedBy("time"), rights(GRANTS.slice(1))], live()).asked).toEqual(["unfollow", "unfollow", "open"]);
    const changing = run([rights(GRANTS.slice(1)), endedBy("time"), opened(), rights(GRANTS.slice(1))], live());
    expect(changing.asked).toEqual(["unfollow", "open", "unfollow", "unfollow", "open"]);
    expect(changing.frames).toMatchObject([{ type: "auth", required: true }]);
  });

  test("before the ack, ends the connection", () => {
    for (const from of [fresh(), run([hello()]).session])
      expect(run([endedBy("time")], from).frames).toMatchObject([{ type: "error", reason: "session_ended" }]);
  });
});
