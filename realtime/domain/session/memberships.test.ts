import { describe, expect, test } from "vitest";
import { fresh, grant, hello, live, opened, published, rights, run } from "../../testing/sessions";
import type { Memberships } from "../memberships";
import type { SessionEvent } from "./event";
import type { Session } from "./state";

const GRANTS = [grant(1, "finance.revenue.read", "chat.room.read")];
const wish = hello({ services: ["finance", "chat"] });
const room = (conversationId: string) => ({ conversationId, propertyId: 1, internal: false });
const member = (memberships: Memberships, publishedTo?: number): SessionEvent => ({
  type: "memberships",
  memberships,
  ...(publishedTo !== undefined && { publishedTo }),
});
const talking = (...of: string[]): Session => run([wish, member(of.map(room)), opened()], fresh(GRANTS)).session;

describe("[RT30] a handshake that wishes for chat", () => {
  test("is answered once the person's conversations are known, with exactly these", () => {
    const waiting = run([wish, hello()], fresh(GRANTS));
    expect(waiting).toMatchObject({ session: { phase: "handshake" }, frames: [], asked: ["belong"] });
    const channels = { "chat/1/c-a": { n: 3, digest: "d3" }, "chat/1/c-b": { n: 1, digest: "d1" } };
    const { frames, session } = run([member([room("a")]), opened({ channels })], waiting.session);
    expect(frames).toMatchObject([
      { type: "ack", services: ["finance", "chat"], channels: { "chat/1/c-a": { n: 3 } } },
    ]);
    expect(frames[0]).not.toHaveProperty(["channels", "chat/1/c-b"]);
    expect(session).toMatchObject({ phase: "live", audience: { key: "chat/1/c-a finance/1" } });
  });

  test("ends like any other that is not answered in time", () => {
    expect(run([wish, { type: "deadline" }], fresh(GRANTS)).frames).toMatchObject([{ reason: "handshake_timeout" }]);
  });

  test("asks nothing where chat is not wished", () => {
    expect(run([hello()], fresh(GRANTS)).asked).toEqual(["open"]);
  });
});

describe("[RT14] [RT30] memberships that change", () => {
  test.each<[string, Memberships, string]>([
    ["joined", [room("a"), room("b")], "chat/1/c-a chat/1/c-b finance/1"],
    ["left", [], "finance/1"],
  ])("%s: the old audience ends at once, a resync tells from where the new one holds", (_what, now, key) => {
    const first = run([member(now, 50), published(50, 60)], talking("a"));
    expect([first.frames, first.asked]).toEqual([[], ["unfollow", "open"]]);
    const { frames, session } = run([opened({ head: 60 })], first.session);
    expect(frames).toMatchObject([{ type: "resync", reason: "rights_changed", head: 60 }]);
    // What came since lies in no frame: all services have to be fetched anew.
    expect(frames[0]).not.toHaveProperty("changed");
    expect(session).toMatchObject({ phase: "live", cursor: 60, audience: { key } });
  });

  test("where nothing was left out, the resync names the services that are concerned", () => {
    const { frames } = run([member([], 58), opened({ head: 58 })], talking("a"));
    expect(frames).toMatchObject([{ type: "resync", head: 58, changed: ["chat"] }]);
    const both = run([member([], 58), rights([grant(1, "guest.stay.read")]), opened({ head: 58 })], talking("a"));
    expect(both.frames).toMatchObject([{ type: "error", reason: "not_permitted" }]);
    const more = [...GRANTS, grant(2, "finance.revenue.read")];
    const two = run([member([], 58), rights(more), opened({ head: 58 })], talking("a")).frames;
    expect(two).toMatchObject([{ type: "resync", changed: expect.arrayContaining(["chat", "finance"]) as unknown }]);
  });

  test("the same memberships, and any where chat is not wished, go unnoticed", () => {
    expect(run([member([room("a")])], talking("a"))).toMatchObject({ session: { phase: "live" }, effects: [] });
    expect(run([member([room("a")])], live()).effects).toEqual([]);
  });

  test("while a login is suspended they wait, and hold when it goes on", () => {
    const suspended = run([{ type: "ended", by: "time" }, member([])], talking("a"));
    expect(suspended.session).toMatchObject({ phase: "suspended" });
    const back = run([rights(GRANTS), opened()], suspended.session);
    expect(back.session).toMatchObject({ phase: "live", audience: { key: "finance/1" } });
  });
});
