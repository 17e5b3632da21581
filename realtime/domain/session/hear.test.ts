import { expect, test } from "vitest";
import { AT, catching, hello, live, NOW, opened, page, published, rights, run, says } from "../../testing/sessions";
import type { SessionEvent } from "./event";
import type { Session } from "./state";

test("[RT10] a ping tells how far the client is, also when it asks for one", () => {
  expect(run([{ type: "ping", seq: 77 }], live())).toMatchObject({
    frames: [{ type: "ping", seq: 77, timestamp: AT }],
    session: { cursor: 77 },
  });
  expect(run([says({ type: "ping" })], live()).frames).toMatchObject([{ type: "ping", seq: 50 }]);
  expect(run([{ type: "ping", seq: 77 }], catching()).frames).toMatchObject([{ type: "ping", seq: 40 }]);
});

test("[RT15] ten frames that nobody understands are answered, the eleventh closes", () => {
  const strange: SessionEvent[] = Array.from({ length: 11 }, () => says({ type: "dance" }));
  const { frames, session } = run(strange, live());
  expect(frames.map((f) => f.type === "error" && f.reason)).toEqual([
    ...Array<string>(10).fill("bad_message"),
    "too_many_bad_messages",
  ]);
  expect(session.phase).toBe("closed");
});

test("[RT2] nothing is answered before the ack", () => {
  const early = [says({ type: "ping" }), says({ type: "dance" }), says({ type: "ack", seq: 9 })];
  expect(run([hello(), ...early, opened()]).frames).toMatchObject([{ type: "ack" }]);
});

const KIB = 1024;
const ack = (seq: number): SessionEvent => says({ type: "ack", seq });
const reasons = (frames: readonly { type: string; reason?: string }[]): unknown[] =>
  frames.map((f) => f.reason ?? f.type);

test("[RT18] the ack frame tells the window to who acknowledges, and to nobody else", () => {
  const limits = (more: object): unknown =>
    run([hello(more), opened()]).frames.map((f) => f.type === "ack" && f.limits);
  expect(limits({ ack: true })).toMatchObject([{ windowBytes: 512 * KIB }]);
  expect(limits({})).not.toMatchObject([{ windowBytes: expect.anything() }]);
  expect(limits({ ack: false })).not.toMatchObject([{ windowBytes: expect.anything() }]);
});

test("[RT17] [RT18] while more than the window is unacknowledged nothing is sent; with half of it free everything since, from the log", () => {
  const events = [1, 2, 3, 4, 5, 6].map((i) => published(49 + i, 50 + i, 200 * KIB));
  const first = run(events, live({ ack: true }));
  // The third goes beyond 512 KiB; the fourth is held back.
  expect(first.frames.map((f) => "seq" in f && f.seq)).toEqual([51, 52, 53]);
  expect(first.session).toMatchObject({ phase: "lagging", cursor: 53 });
  expect(first.asked).toEqual(["unfollow"]);
  const early = run([ack(51)], first.session);
  expect([early.session.phase, early.effects]).toEqual(["lagging", []]);
  expect(run([ack(52)], early.session).effects).toMatchObject([{ do: "read", after: 53 }]);
});

test("[RT18] a long run is cut where the window ends, a replay's page too", () => {
  const replayed = run([page(catching(), { after: 40, upTo: 50, bytes: 200 * KIB })], catching({ ack: true }));
  expect(replayed.frames.map((f) => "seq" in f && f.seq)).toEqual([41, 42, 43]);
  expect(replayed.session).toMatchObject({ phase: "sending", cursor: 43 });
  expect(run([ack(43)], replayed.session).effects).toMatchObject([{ do: "read", after: 43 }]);
});

test("[RT18] acknowledging everything empties the window, whatever came between", () => {
  let session: Session = live({ ack: true });
  for (let i = 0; i < 100; i++) {
    const sent = run([published(50 + i, 51 + i, 300 * KIB), { type: "ping", seq: 51 + i }, ack(51 + i)], session);
    expect(sent.frames.map((f) => f.type)).toEqual(["event", "ping"]);
    session = sent.session;
  }
  expect(session).toMatchObject({ phase: "live", flow: { window: { bytes: 0, full: [] } } });
});

test.each<[string, unknown, object]>([
  ["of a seq that was not sent", { type: "ack", seq: 52 }, { ack: true }],
  ["below the last", { type: "ack", seq: 49 }, { ack: true }],
  ["without a number", { type: "ack" }, { ack: true }],
  ["that was not agreed", { type: "ack", seq: 50 }, {}],
])("[RT18] an ack %s is a bad message, and changes nothing", (_what, message, more) => {
  const before = run([published(50, 51), ...("ack" in more ? [ack(50)] : [])], live(more)).session;
  const { frames, session } = run([says(message)], before);
  expect(reasons(frames)).toEqual(["bad_message"]);
  expect(session).toEqual({ ...before, badMessages: 1 });
});

test("[RT18] the last ack once more, and one for a ping's seq, are fine", () => {
  const { frames } = run(
    [published(50, 51), ack(51), ack(51), { type: "ping", seq: 60 }, ack(60)],
    live({ ack: true }),
  );
  expect(reasons(frames)).toEqual(["event", "ping"]);
});

test("[RT18] frames in flight when rights change are still acknowledged", () => {
  const fewer = rights([]);
  const { frames } = run([published(50, 51), fewer, ack(51)], live({ ack: true }));
  expect(reasons(frames)).toEqual(["event", "not_permitted"]);
});

test("[RT18] a client that acknowledges nothing for a minute, while something waits for it, is closed, to resume with its cursor", () => {
  const stuck = run(
    [1, 2, 3, 4].map((i) => published(49 + i, 50 + i, 200 * KIB)),
    live({ ack: true }),
  ).session;
  const later = (s: number): Date => new Date(NOW.getTime() + s * 1000);
  const turn: SessionEvent = { type: "ping", seq: 54 };
  expect(run([turn], stuck, later(59)).frames).toMatchObject([{ type: "ping", seq: 53 }]);
  expect(run([turn], stuck, later(60)).frames).toMatchObject([{ reason: "ack_required", retryAfterMs: 1000 }]);
  const slow = run([ack(51)], stuck, later(59)).session;
  expect(reasons(run([turn], slow, later(61)).frames)).toEqual(["ping"]);
});

test("[RT19] who does not acknowledge may be sent 30 MiB at once, then 1 MiB a second; beyond, the connection ends and the cursor resumes", () => {
  const MIB = KIB * KIB;
  const next = (i: number): SessionEvent => published(50 + i, 51 + i, MIB);
  const first = run(
    Array.from({ length: 29 }, (_, i) => next(i)),
    live(),
  );
  expect(first.frames).toHaveLength(29);
  const refused = run([next(29)], first.session);
  expect(refused.frames).toMatchObject([{ type: "error", reason: "ack_required", retryAfterMs: 1000 }]);
  expect(refused.asked).toEqual(["unfollow", "close"]);
  const after2s = new Date(NOW.getTime() + 2000);
  expect(reasons(run([next(29), next(30)], first.session, after2s).frames)).toEqual(["event", "event"]);
});

test("[RT19] a replay to who does not acknowledge ends at the allowance as well, having moved the cursor", () => {
  const { frames, session } = run([page(catching(), { after: 40, upTo: 80, bytes: KIB * KIB })], catching());
  expect(frames.length).toBeGreaterThan(28);
  expect(frames.at(-1)).toMatchObject({ type: "error", reason: "ack_required" });
  expect(session.phase).toBe("closed");
});

test("[RT19] answers to pings without end are not piled up for a client that does not read them", () => {
  for (const more of [{}, { ack: true }]) {
    let session: Session = live(more);
    let answers = 0;
    while (session.phase !== "closed" && answers < 200_000) {
      session = run([says({ type: "ping" })], session).session;
      answers++;
    }
    expect(session.phase).toBe("closed");
  }
});
