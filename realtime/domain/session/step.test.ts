import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
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
import type { Memberships } from "../memberships";
import type { SessionEvent } from "./event";
import type { Phase, Session } from "./state";
import { step } from "./step";

const KIB = 1024;
const ended = (by: "time" | "will"): SessionEvent => ({ type: "ended", by });
const fewer = rights(GRANTS.slice(1));
const room = (propertyId: number) => ({ conversationId: "r", propertyId, internal: true });
const member = (memberships: Memberships): SessionEvent => ({ type: "memberships", memberships });
const inRooms = [...GRANTS, grant(1, "chat.room.read")];
const talking = { services: ["finance", "chat"] };
const judge = says({ type: "auth", ticket: "t" });
const filled = [1, 2, 3, 4].map((i) => published(49 + i, 50 + i, 200 * KIB));
const tooBad = Array.from({ length: 10 }, () => says({ type: "dance" }));
const after = (from: Session, ...events: SessionEvent[]): Session => run(events, from).session;

/** Sessions that see conversations. */
const chatting = after(fresh(inRooms), hello(talking), member([]), opened());
const chatCatching = after(fresh(inRooms), hello({ ...talking, lastSeq: 40 }), member([]), opened());

/** Sessions of each phase that an event may treat differently. */
const SESSIONS: Record<Phase, Session[]> = {
  handshake: [fresh(), after(fresh(inRooms), hello(talking))],
  opening: [
    after(fresh(), hello({ lastSeq: 40 })),
    after(live({ ack: true }), fewer),
    after(live(), judge, fewer),
    after(live(), ...tooBad, fewer),
  ],
  "catching-up": [
    chatCatching,
    catching(),
    catching({ ack: true }),
    after(catching(), judge),
    after(catching(), ...tooBad),
  ],
  sending: [
    after(chatCatching, page(chatCatching, { after: 40, upTo: 45, head: 50 })),
    after(catching(), page(catching(), { after: 40, upTo: 45, head: 50 })),
    after(catching({ ack: true }), page(catching(), { after: 40, upTo: 50, bytes: 200 * KIB })),
    after(catching(), page(catching(), { after: 40, upTo: 45, head: 50 }), judge),
    after(catching(), page(catching(), { after: 40, upTo: 45, head: 50 }), ...tooBad),
  ],
  live: [chatting, live(), live({ ack: true }), after(live(), judge), after(live(), ...tooBad)],
  lagging: [
    after(chatting, { type: "behind" }),
    after(live(), { type: "behind" }),
    after(live({ ack: true }), ...filled),
    after(live(), { type: "behind" }, judge),
    after(live(), { type: "behind" }, ...tooBad),
  ],
  suspended: [
    after(live({ ack: true }), ended("time")),
    after(live(), fewer, ended("time")),
    after(live(), ended("time"), judge),
    after(live(), ended("time"), ...tooBad),
  ],
  closed: [after(live(), { type: "gone" })],
};

const verdict = (more: object): SessionEvent => ({
  type: "judged",
  outcome: { ok: true, arrival: { ...arrival(), sessionId: "s2", ...more } },
});

const PUBLICATIONS: SessionEvent[] = [
  published(50, 52),
  published(40, 50),
  published(51, 52),
  published(50, 60, 200 * KIB),
  published(50, 90, KIB * KIB),
];

/** Events of each type that may lead to different phases. */
const EVENTS: Record<SessionEvent["type"], (session: Session) => SessionEvent[]> = {
  message: () => [
    hello(),
    hello({ version: 9 }),
    says(null),
    says({ type: "ping" }),
    ...[40, 43, 50, 53].map((seq) => says({ type: "ack", seq })),
    judge,
  ],
  deadline: () => [{ type: "deadline" }],
  opened: () => [opened(), opened({ head: 40 }), opened({ epoch: "e2", keptAfter: 45 })],
  page: (session) => [
    page(session, { after: 40, upTo: 50 }),
    page(session, { after: 40, upTo: 45, head: 50 }),
    page(session, { after: 40, upTo: 50, bytes: 200 * KIB }),
    page(session, { after: 40, upTo: 72, bytes: KIB * KIB }),
    page(session, { after: 40, upTo: 50, keptAfter: 45 }),
    page(session, { after: 39, upTo: 50 }),
  ],
  published: () => PUBLICATIONS,
  behind: () => [{ type: "behind" }],
  drained: () => [{ type: "drained" }],
  ping: () => [{ type: "ping", seq: 50 }],
  memberships: () => [member([]), member([room(1)]), member([room(2)])],
  rights: () => [rights(GRANTS), fewer, rights([])],
  ended: () => [ended("time"), ended("will")],
  judged: () => [
    verdict({}),
    verdict({ grants: GRANTS.slice(1) }),
    verdict({ grants: [] }),
    verdict({ userID: "bob" }),
    { type: "judged", outcome: { ok: false, message: "no" } },
  ],
  drain: () => [{ type: "drain", reconnectInMs: 1 }],
  refused: () => [{ type: "refused", refusal: { reason: "overloaded", message: "full", retryAfterMs: 1 } }],
  failed: () => [{ type: "failed", errorId: "x" }],
  gone: () => [{ type: "gone" }],
};

const PHASES = Object.keys(SESSIONS) as Phase[];
const TYPES = Object.keys(EVENTS) as SessionEvent["type"][];
const MOMENTS = [NOW, new Date(NOW.getTime() + 60_000), new Date(Date.parse(LOGIN_ENDS) - 1000)];

/** The phases to which events of a type lead from a phase. */
function reached(phase: Phase, type: SessionEvent["type"]): string {
  const phases = new Set<Phase>();
  for (const session of SESSIONS[phase])
    for (const event of EVENTS[type](session))
      for (const now of MOMENTS) phases.add(step(session, event, now).session.phase);
  return PHASES.filter((each) => phases.has(each))
    .map((each) => (each === phase ? "stays" : each))
    .join(", ");
}

/** The rows of the table in README.md, by event and phase. */
function written(): Record<string, Record<string, string>> {
  const text = readFileSync(new URL("README.md", import.meta.url), "utf8");
  const rows = text
    .slice(text.indexOf("| | `handshake`"))
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const cells = rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.replaceAll("`", "").trim()),
  );
  const [head = [], , ...body] = cells;
  return Object.fromEntries(
    body.map(([name = "", ...row]) => [name, Object.fromEntries(row.map((cell, i) => [head[i + 1] ?? "", cell]))]),
  );
}

test(
  "every event in every phase leads to where the table of README.md says, and nowhere else",
  { timeout: 60_000 },
  () => {
    for (const phase of PHASES) for (const session of SESSIONS[phase]) expect(session.phase).toBe(phase);
    const table = Object.fromEntries(
      TYPES.map((type) => [type, Object.fromEntries(PHASES.map((phase) => [phase, reached(phase, type)]))]),
    );
    expect(table).toEqual(written());
  },
);

test("an unexpected failure and a full house are told with a time to come back", () => {
  expect(run([{ type: "failed", errorId: "x-1" }], live()).frames).toMatchObject([
    { reason: "internal", errorId: "x-1", retryAfterMs: 2000 },
  ]);
  const refusal = { reason: "too_many_connections" as const, message: "1000 are open", retryAfterMs: 5000 };
  expect(run([{ type: "refused", refusal }]).frames).toMatchObject([refusal]);
});

test("[RT23] a server that stops says when to come back, and delivery goes on; who has not been acknowledged is refused", () => {
  const { frames, session } = run([{ type: "drain", reconnectInMs: 700 }, published(50, 51)], live());
  expect(frames).toMatchObject([
    { type: "drain", reconnectInMs: 700, timestamp: NOW.toISOString() },
    { type: "event", seq: 51 },
  ]);
  expect(session.phase).toBe("live");
  for (const from of [fresh(), run([hello()]).session])
    expect(run([{ type: "drain", reconnectInMs: 700 }], from).frames).toMatchObject([
      { type: "error", reason: "draining", retryAfterMs: 1000 },
    ]);
});

test("a session that has closed does nothing, and one that closes says so in its effects", { timeout: 60_000 }, () => {
  for (const phase of PHASES)
    for (const session of SESSIONS[phase])
      for (const event of TYPES.flatMap((type) => EVENTS[type](session))) {
        const next = step(session, event, NOW);
        const closes = next.effects.some((e) => e.do === "close");
        expect(closes).toBe(next.session.phase === "closed" && phase !== "closed" && event.type !== "gone");
        expect(phase !== "closed" || (next.session === session && next.effects.length === 0)).toBe(true);
      }
});
