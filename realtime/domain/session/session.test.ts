import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Grant } from "../../../identity/contract/auth";
import type { Permission } from "../../../identity/contract/permissions";
import type { ServerFrame } from "../../contract/frames";
import { sampleEntry } from "../../testing/entries";
import { audienceOf } from "../audience";
import { Run } from "../run";
import type { Effect } from "./effect";
import type { SessionEvent } from "./event";
import { newSession, type Opened, type Session } from "./state";
import { step } from "./step";

const NOW = new Date("2026-11-20T12:00:00.000Z");
const AT = NOW.toISOString();
const grant = (propertyId: number, ...permissions: Permission[]): Grant => ({
  propertyId,
  permissions,
  timeZone: "UTC",
  currency: "EUR",
  businessDate: "2026-11-20",
});
const GRANTS = [grant(1, "finance.revenue.read"), grant(2, "finance.revenue.read")];
const HELLO = { services: ["finance", "guest"], version: 1 };
const OPENED: Opened = {
  head: 50,
  keptAfter: 10,
  epoch: "e1",
  channels: { "finance/1": { n: 9, digest: "d9" }, "finance/3": { n: 4, digest: "d4" } },
};

/** Runs events one after another; collects what was sent and asked for. */
function run(events: SessionEvent[], grants: Grant[] = GRANTS, from: Session = newSession(grants)) {
  let session = from;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = step(session, event, NOW);
    session = next.session;
    effects.push(...next.effects);
  }
  const frames = effects.flatMap((e): ServerFrame[] => (e.do === "send" ? [e.frame] : []));
  return { session, effects, frames, asked: effects.filter((e) => e.do !== "send").map((e) => e.do) };
}

const hello = (more: object = {}): SessionEvent => ({ type: "message", message: { ...HELLO, ...more } });
const opened = (more: Partial<Opened> = {}): SessionEvent => ({ type: "opened", opened: { ...OPENED, ...more } });
const audience = (session: Session) => ("audience" in session ? session.audience : audienceOf([], []));
function page(session: Session, after: number, upTo: number, head = upTo, keptAfter = 0): SessionEvent {
  const entries = Array.from({ length: upTo - after }, (_, i) => sampleEntry(after + 1 + i));
  return {
    type: "page",
    after,
    audience: audience(session),
    page: { runs: [new Run(entries, AT)], upTo },
    head,
    keptAfter,
    opened: () => OPENED,
  };
}
function published(after: number, upTo: number): SessionEvent {
  const entries = Array.from({ length: upTo - after }, (_, i) => sampleEntry(after + 1 + i));
  return { type: "published", publication: { after, firstSeq: after + 1, upTo, run: new Run(entries, AT) } };
}
const live = (): Session => run([hello(), opened()]).session;

describe("handshake", () => {
  test("[RT2] the ack has seq 0, the head, what is granted and denied, and the state of the audience's channels only", () => {
    expect(run([hello(), opened()]).frames).toEqual([
      {
        type: "ack",
        seq: 0,
        timestamp: AT,
        version: 1,
        head: 50,
        epoch: "e1",
        services: ["finance"],
        denied: ["guest"],
        channels: { "finance/1": { n: 9, digest: "d9" } },
        limits: { pingMs: 30_000, handshakeMs: 10_000, replayFromSeq: 11 },
      },
    ]);
  });

  test("[RT3] no handshake by the deadline: error and close; afterwards the deadline means nothing", () => {
    expect(run([{ type: "deadline" }])).toMatchObject({
      session: { phase: "closed" },
      frames: [{ type: "error", reason: "handshake_timeout", retryAfterMs: 2000 }],
      asked: ["unfollow", "close"],
    });
    expect(run([{ type: "deadline" }], GRANTS, live()).session.phase).toBe("live");
  });

  test.each<[string, object, string]>([
    ["a bad field", { lastSeq: -1 }, "bad_handshake"],
    ["a version not spoken", { version: 2 }, "unsupported_version"],
    ["an unknown service", { services: ["casino"] }, "unknown_service"],
    ["a property of others", { properties: [3] }, "unknown_property"],
    ["no right to anything asked for", { services: ["guest"] }, "not_permitted"],
  ])("[RT15] %s is answered with its reason, and the socket closes", (_what, wrong, reason) => {
    const { session, frames, asked } = run([hello(wrong), opened()]);
    expect(session.phase).toBe("closed");
    expect(frames).toMatchObject([{ type: "error", reason, message: expect.any(String), timestamp: AT }]);
    expect(frames[0]).not.toHaveProperty("retryAfterMs");
    expect(asked).toEqual(["unfollow", "close"]);
  });

  test("[RT15] an unknown property and one of another organisation get the same answer", () => {
    const answer = (property: number) =>
      JSON.stringify(run([hello({ properties: [property] })]).frames).replace(`property ${property} `, "property N ");
    expect(answer(3)).toBe(answer(999));
    expect(answer(3)).toContain("property N is not among yours");
  });
});

describe("beginning", () => {
  test.each<[string, object, string[], string[]]>([
    ["[RT4] without lastSeq: live", {}, ["open", "follow"], ["ack"]],
    ["[RT4] without lastSeq an epoch means nothing", { epoch: "e0" }, ["open", "follow"], ["ack"]],
    ["[RT4] at the head: live", { lastSeq: 50, epoch: "e1" }, ["open", "follow"], ["ack"]],
    ["[RT4] below the head: replay", { lastSeq: 49 }, ["open", "read"], ["ack"]],
    ["[RT4] the oldest cursor that can be continued", { lastSeq: 10 }, ["open", "read"], ["ack"]],
    ["[RT4] 0 is always possible", { lastSeq: 0 }, ["open", "read"], ["ack"]],
    ["[RT5] older than what is kept", { lastSeq: 9 }, ["open", "follow"], ["ack", "resync expired"]],
    ["[RT5] ahead of the head", { lastSeq: 51 }, ["open", "follow"], ["ack", "resync ahead_of_head"]],
    ["[RT5] of another epoch", { lastSeq: 50, epoch: "e0" }, ["open", "follow"], ["ack", "resync epoch_changed"]],
  ])("%s", (_what, cursor, asked, sent) => {
    const result = run([hello(cursor), opened()]);
    expect(result.asked).toEqual(asked);
    expect(result.frames.map((f) => (f.type === "resync" ? `resync ${f.reason}` : f.type))).toEqual(sent);
    expect(result.session.phase).toBe(asked.includes("read") ? "catching-up" : "live");
  });

  test("[RT4] 0 reads from behind what was dropped", () => {
    expect(run([hello({ lastSeq: 0 }), opened()]).effects.at(-1)).toMatchObject({ do: "read", after: 10 });
  });

  test("[RT5] a resync tells the head from which the connection is live", () => {
    const { frames, session } = run([hello({ lastSeq: 51 }), opened()]);
    expect(frames[1]).toMatchObject({ type: "resync", head: 50, seq: 50, epoch: "e1", timestamp: AT });
    expect(session).toMatchObject({ phase: "live", cursor: 50 });
  });

  test("[RT5] what retention takes away during a replay ends in a resync, not in a hole", () => {
    const catching = run([hello({ lastSeq: 20 }), opened()]).session;
    const { frames, session } = run([page(catching, 20, 40, 60, 30)], GRANTS, catching);
    expect(frames).toMatchObject([{ type: "resync", reason: "expired", head: 50 }]);
    expect(session).toMatchObject({ phase: "live", cursor: 50 });
  });
});

describe("replay", () => {
  const catching = (): Session => run([hello({ lastSeq: 40 }), opened()]).session;

  test("[RT6] a page that reaches the head is followed by one ping with its seq, and the session is live", () => {
    const { frames, session, asked, effects } = run([page(catching(), 40, 50)], GRANTS, catching());
    expect(frames).toMatchObject([
      { type: "event", seq: 50 },
      { type: "ping", seq: 50 },
    ]);
    expect(effects[0]).toMatchObject({ events: 10 });
    expect(asked).toEqual(["follow"]);
    expect(session).toMatchObject({ phase: "live", cursor: 50 });
  });

  test("a page that does not is followed by the next, once the socket has drained", () => {
    const first = run([page(catching(), 40, 45, 50)], GRANTS, catching());
    expect(first.session).toMatchObject({ phase: "sending", cursor: 45 });
    expect(first.asked).toEqual(["drain"]);
    expect(run([{ type: "drained" }], GRANTS, first.session).effects).toMatchObject([{ do: "read", after: 45 }]);
  });

  test("a page that was asked for earlier is not sent", () => {
    const session = catching();
    for (const stale of [
      page(session, 39, 50),
      { ...page(session, 40, 50), audience: audienceOf(GRANTS, ["finance"], [1]) } as SessionEvent,
    ]) {
      expect(run([stale], GRANTS, session)).toMatchObject({ session, frames: [] });
    }
  });
});

describe("live", () => {
  test("[RT8] what is published is sent, and moves the cursor", () => {
    const { session, frames } = run([published(50, 53), published(53, 54)], GRANTS, live());
    expect(frames).toMatchObject([
      { type: "event", seq: 53 },
      { type: "event", seq: 54 },
    ]);
    expect(session).toMatchObject({ phase: "live", cursor: 54 });
  });

  test.each<[string, SessionEvent]>([
    ["a hole before it", published(52, 54)],
    ["a repeat at its beginning", published(48, 54)],
  ])("[RT4] a publication with %s is not sent: the log is read instead", (_what, event) => {
    const { session, frames, asked } = run([event], GRANTS, live());
    expect([session.phase, frames, asked]).toEqual(["catching-up", [], ["unfollow", "read"]]);
  });

  test("a publication of what was sent already means nothing", () => {
    expect(run([published(45, 50)], GRANTS, live())).toMatchObject({
      session: { phase: "live", cursor: 50 },
      effects: [],
    });
  });

  test("[RT17] a socket that is behind gets nothing more until it has drained; then everything since, from the log", () => {
    const { session, asked, frames } = run(
      [{ type: "behind" }, published(50, 60), { type: "drained" }],
      GRANTS,
      live(),
    );
    expect(session).toMatchObject({ phase: "catching-up", cursor: 50 });
    expect(asked).toEqual(["unfollow", "drain", "read"]);
    expect(frames).toEqual([]);
  });

  test("[RT10] a ping tells how far the client is, also when it asks for one", () => {
    expect(run([{ type: "ping", seq: 77 }], GRANTS, live())).toMatchObject({
      frames: [{ type: "ping", seq: 77, timestamp: AT }],
      session: { cursor: 77 },
    });
    expect(run([{ type: "message", message: { type: "ping" } }], GRANTS, live()).frames).toMatchObject([
      { type: "ping", seq: 50 },
    ]);
    const catching = run([hello({ lastSeq: 40 }), opened()]).session;
    expect(run([{ type: "ping", seq: 77 }], GRANTS, catching).frames).toMatchObject([{ type: "ping", seq: 40 }]);
  });

  test("[RT15] ten frames that nobody understands are answered, the eleventh closes", () => {
    const strange: SessionEvent[] = Array.from({ length: 11 }, () => ({ type: "message", message: { type: "dance" } }));
    const { frames, session } = run(strange, GRANTS, live());
    expect(frames.map((f) => f.type === "error" && f.reason)).toEqual([
      ...Array<string>(10).fill("bad_message"),
      "too_many_bad_messages",
    ]);
    expect(session.phase).toBe("closed");
  });
});

describe("rights", () => {
  const rights = (grants: Grant[] | null): SessionEvent => ({ type: "rights", grants });

  test("[RT14] an ended login closes, whatever the phase", () => {
    const phases = [
      newSession(GRANTS),
      run([hello()]).session,
      run([hello({ lastSeq: 40 }), opened()]).session,
      live(),
    ];
    for (const from of phases) {
      expect(run([rights(null)], GRANTS, from)).toMatchObject({
        session: { phase: "closed" },
        frames: [{ type: "error", reason: "session_ended" }],
        asked: ["unfollow", "close"],
      });
    }
  });

  test("[RT14] rights that change nothing about the audience go unnoticed", () => {
    const later = GRANTS.map((g) => ({ ...g, businessDate: "2026-11-21" }));
    expect(run([rights(later)], GRANTS, live())).toMatchObject({ session: { phase: "live" }, effects: [] });
  });

  test.each<[string, Grant[], string[]]>([
    ["fewer", [grant(1, "finance.revenue.read")], ["finance"]],
    ["more", [...GRANTS, grant(3, "finance.revenue.read")], ["finance"]],
    ["other", [...GRANTS, grant(1, "guest.stay.read")], ["finance", "guest"]],
  ])(
    "[RT14] %s rights: the old audience ends at once, a resync tells from where the new one holds",
    (_what, grants, services) => {
      const first = run([rights(grants), published(50, 60)], GRANTS, live());
      expect(first.frames).toEqual([]);
      expect(first.asked).toEqual(["unfollow", "open"]);
      const { frames, session, effects } = run([opened({ head: 60 })], GRANTS, first.session);
      expect(frames).toMatchObject([{ type: "resync", reason: "rights_changed", head: 60, seq: 60, services }]);
      expect(session).toMatchObject({ phase: "live", cursor: 60 });
      expect(effects.at(-1)).toMatchObject({
        do: "follow",
        audience: { channels: audienceOf(grants, ["finance", "guest"]).channels },
      });
    },
  );

  test("[RT14] nothing left: not permitted", () => {
    expect(run([rights([grant(1, "property.read")])], GRANTS, live()).frames).toMatchObject([
      { type: "error", reason: "not_permitted" },
    ]);
  });

  test("rights that change before the ack are in the ack", () => {
    const { frames } = run([hello(), rights([grant(1, "guest.stay.read")]), opened()]);
    expect(frames).toMatchObject([{ type: "ack", services: ["guest"], denied: ["finance"] }]);
  });
});

test("an unexpected failure and a full house are told with a time to come back", () => {
  expect(run([{ type: "failed", errorId: "x-1" }], GRANTS, live()).frames).toMatchObject([
    { reason: "internal", errorId: "x-1", retryAfterMs: 2000 },
  ]);
  expect(run([{ type: "overloaded" }]).frames).toMatchObject([{ reason: "overloaded", retryAfterMs: 2000 }]);
});

test("every event is answered in every phase, and closed stays closed", () => {
  const anyEvent: fc.Arbitrary<(session: Session) => SessionEvent> = fc.oneof(
    fc.jsonValue().map((message) => () => ({ type: "message" as const, message })),
    fc
      .constantFrom<SessionEvent>(
        { type: "deadline" },
        { type: "behind" },
        { type: "drained" },
        { type: "gone" },
        { type: "overloaded" },
        { type: "failed", errorId: "x" },
        { type: "ping", seq: 51 },
        { type: "rights", grants: null },
        { type: "rights", grants: [] },
        { type: "rights", grants: GRANTS.slice(1) },
        hello(),
        hello({ lastSeq: 20 }),
        opened(),
        opened({ epoch: "e2" }),
        published(50, 52),
      )
      .map((e) => () => e),
    fc.tuple(fc.nat(60), fc.nat(60)).map(
      ([a, b]) =>
        (session: Session) =>
          page(session, Math.min(a, b), Math.max(a, b)),
    ),
  );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30, size: "max" }), (events) => {
      let session = newSession(GRANTS);
      for (const event of events) {
        const next = step(session, event(session), NOW);
        const isQuiet = next.session === session && next.effects.length === 0;
        const closes = next.effects.some((e) => e.do === "close");
        expect(session.phase !== "closed" || isQuiet).toBe(true);
        expect(!closes || next.session.phase === "closed").toBe(true);
        session = next.session;
      }
    }),
  );
});
