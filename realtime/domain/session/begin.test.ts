import { describe, expect, test } from "vitest";
import { AT, hello, live, LOGIN_ENDS, opened, page, run } from "../../testing/sessions";

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
        limits: { pingMs: 30_000, handshakeMs: 10_000, replayFromSeq: 11, authExpiresAt: LOGIN_ENDS },
      },
    ]);
  });

  test("[RT3] no handshake by the deadline: error and close; afterwards the deadline means nothing", () => {
    expect(run([{ type: "deadline" }])).toMatchObject({
      session: { phase: "closed" },
      frames: [{ type: "error", reason: "handshake_timeout", retryAfterMs: 2000 }],
      asked: ["unfollow", "close"],
    });
    expect(run([{ type: "deadline" }], live()).session.phase).toBe("live");
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
    const { frames, session } = run([page(catching, { after: 20, upTo: 40, head: 60, keptAfter: 30 })], catching);
    expect(frames).toMatchObject([{ type: "resync", reason: "expired", head: 50 }]);
    expect(session).toMatchObject({ phase: "live", cursor: 50 });
  });
});
