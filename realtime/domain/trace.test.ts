import { expect, test } from "vitest";
import { audienceOf } from "./audience";
import type { Story } from "./story";
import { explain, type TracedPlace, whyNotAllowed } from "./trace";

const grants = [
  {
    propertyId: 1,
    permissions: ["finance.revenue.read" as const],
    timeZone: "UTC",
    currency: "EUR",
    businessDate: "2026-11-20",
  },
];
const audience = audienceOf(grants, ["finance"]);
const at = (second: number): number => Date.UTC(2026, 10, 20, 12, 0, second);

const place = (seq: number, more: Partial<TracedPlace> = {}): TracedPlace => ({
  seq,
  channel: "finance/1",
  service: "finance",
  propertyId: 1,
  class: "normal",
  ...more,
});

/** A connection that replayed 11 to 20 and is live at 30. */
const story = (more: Partial<Story> = {}): Story => ({
  connectionId: "c1",
  personId: "p1",
  sessionId: "s1",
  transport: "websocket",
  openedAtMs: at(0),
  grants,
  services: ["finance"],
  properties: null,
  phase: "live",
  cursor: 30,
  acked: null,
  stretches: [{ audience, after: 10, upTo: null, atMs: at(1), because: "connect" }],
  turns: [
    { atMs: at(0), phase: "opening", cursor: 0 },
    { atMs: at(1), phase: "catching-up", cursor: 10 },
    { atMs: at(2), phase: "live", cursor: 20 },
  ],
  closed: null,
  ...more,
});

test("replay ends where live begins, to the event", () => {
  expect(explain(place(10), story(), at(9)).verdict).toBe("before_connection");
  expect(explain(place(11), story(), at(9))).toMatchObject({ verdict: "sent", sentAtMs: at(2) });
  expect(explain(place(20), story(), at(9))).toMatchObject({ verdict: "sent", sentAtMs: at(2) });
  expect(explain(place(21), story(), at(9))).toMatchObject({ verdict: "sent", sentAtMs: at(9) });
  expect(explain(place(30), story(), null)).toMatchObject({
    words: "it was sent live, at a time that is not known any more",
  });
  expect(explain(place(31), story(), null).verdict).toBe("on_its_way");
});

test("what the client has acknowledged is told apart from what was only sent", () => {
  expect(explain(place(25), story({ acked: 25 }), at(9)).verdict).toBe("acknowledged");
  expect(explain(place(26), story({ acked: 25 }), at(9))).toMatchObject({
    verdict: "sent",
    words: "it was sent live at 2026-11-20T12:00:09.000Z; the client has acknowledged 25 so far",
  });
});

test("of a long life only that it was sent is known", () => {
  const [, , live] = story().turns;
  const old = story({ turns: [live!] });
  expect(explain(place(15), old, at(9))).toMatchObject({
    verdict: "sent",
    words: "it was sent, at a time that is not known any more",
    sentAtMs: null,
  });
});

test("what a resync jumped over is skipped, and what lies behind it sent", () => {
  const resynced = story({
    cursor: 60,
    stretches: [
      { audience, after: 10, upTo: 30, atMs: at(1), because: "connect" },
      { audience, after: 50, upTo: null, atMs: at(5), because: "expired" },
    ],
    turns: [...story().turns, { atMs: at(5), phase: "live", cursor: 50 }],
  });
  expect(explain(place(30), resynced, at(3)).verdict).toBe("sent");
  expect(explain(place(40), resynced, null)).toMatchObject({
    verdict: "skipped_by_resync",
    words: expect.stringContaining("(expired) and went on behind 50"),
  });
  expect(explain(place(51), resynced, at(6)).verdict).toBe("sent");
});

test("a refused handshake, and channels that nobody may see", () => {
  const refused = story({ services: null, stretches: [], closed: { atMs: at(3), reason: "handshake_timeout" } });
  expect(explain(place(5), refused, null)).toMatchObject({
    verdict: "closed_before",
    words: "it was closed at 2026-11-20T12:00:03.000Z without a handshake (handshake_timeout)",
  });
  const ofAll = place(5, { propertyId: null, channel: "finance/org" });
  expect(whyNotAllowed(ofAll, grants)).toMatchObject({ verdict: "nobody_may" });
  expect(whyNotAllowed(place(5, { class: "restricted", channel: "finance/1/restricted" }), grants)).toMatchObject({
    words: "the person lacks finance.restricted.read at property 1",
  });
});
