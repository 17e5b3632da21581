import { describe, expect, test } from "vitest";
import { catching, GRANTS, live, page, published, run } from "../../testing/sessions";
import { audienceOf } from "../audience";
import type { SessionEvent } from "./event";

describe("replay", () => {
  test("[RT6] a page that reaches the head is followed by one ping with its seq, and the session is live", () => {
    const { frames, session, asked, effects } = run([page(catching(), { after: 40, upTo: 50 })], catching());
    expect(frames).toMatchObject([
      { type: "event", seq: 50 },
      { type: "ping", seq: 50 },
    ]);
    expect(effects[0]).toMatchObject({ events: 10 });
    expect(asked).toEqual(["follow"]);
    expect(session).toMatchObject({ phase: "live", cursor: 50 });
  });

  test("a page that does not is followed by the next, once the socket has drained", () => {
    const first = run([page(catching(), { after: 40, upTo: 45, head: 50 })], catching());
    expect(first.session).toMatchObject({ phase: "sending", cursor: 45 });
    expect(first.asked).toEqual(["drain"]);
    expect(run([{ type: "drained" }], first.session).effects).toMatchObject([{ do: "read", after: 45 }]);
  });

  test("a page that was asked for earlier is not sent", () => {
    const session = catching();
    for (const stale of [
      page(session, { after: 39, upTo: 50 }),
      { ...page(session, { after: 40, upTo: 50 }), audience: audienceOf(GRANTS, ["finance"], [1]) } as SessionEvent,
    ]) {
      expect(run([stale], session)).toMatchObject({ session, frames: [] });
    }
  });
});

describe("live", () => {
  test("[RT8] what is published is sent, and moves the cursor", () => {
    const { session, frames } = run([published(50, 53), published(53, 54)], live());
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
    const { session, frames, asked } = run([event], live());
    expect([session.phase, frames, asked]).toEqual(["catching-up", [], ["unfollow", "read"]]);
  });

  test("a publication of what was sent already means nothing", () => {
    expect(run([published(45, 50)], live())).toMatchObject({
      session: { phase: "live", cursor: 50 },
      effects: [],
    });
  });

  test("[RT17] a socket that is behind gets nothing more until it has drained; then everything since, from the log", () => {
    const { session, asked, frames } = run([{ type: "behind" }, published(50, 60), { type: "drained" }], live());
    expect(session).toMatchObject({ phase: "catching-up", cursor: 50 });
    expect(asked).toEqual(["unfollow", "drain", "read"]);
    expect(frames).toEqual([]);
  });
});
