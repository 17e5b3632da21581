import type { Grant } from "../../identity/contract/auth";
import type { Permission } from "../../identity/contract/permissions";
import type { ServerFrame } from "../contract/frames";
import { audienceOf } from "../domain/audience";
import type { Entry } from "../domain/entry";
import { Run } from "../domain/run";
import type { Effect } from "../domain/session/effect";
import type { SessionEvent } from "../domain/session/event";
import { type Arrival, newSession, type Opened, type Session } from "../domain/session/state";
import { step } from "../domain/session/step";
import { sampleEntry } from "./entries";

export const NOW = new Date("2026-11-20T12:00:00.000Z");
export const AT = NOW.toISOString();
export const LOGIN_ENDS = "2026-12-20T12:00:00.000Z";

export const grant = (propertyId: number, ...permissions: Permission[]): Grant => ({
  propertyId,
  permissions,
  timeZone: "UTC",
  currency: "EUR",
  businessDate: "2026-11-20",
});
export const GRANTS = [grant(1, "finance.revenue.read"), grant(2, "finance.revenue.read")];
export const OPENED: Opened = {
  head: 50,
  keptAfter: 10,
  epoch: "e1",
  channels: { "finance/1": { n: 9, digest: "d9" }, "finance/3": { n: 4, digest: "d4" } },
};

export const arrival = (more: Partial<Arrival> = {}): Arrival => ({
  userID: "ann",
  orgId: "org",
  grants: GRANTS,
  loginEndsAt: LOGIN_ENDS,
  ...more,
});
export const fresh = (grants: readonly Grant[] = GRANTS): Session => newSession(arrival({ grants }));

/** Gives a session events one after another, at one moment; collects what was sent and asked for. */
export function run(events: readonly SessionEvent[], from: Session = fresh(), at: Date = NOW) {
  let session = from;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = step(session, event, at);
    session = next.session;
    effects.push(...next.effects);
  }
  const frames = effects.flatMap((e): ServerFrame[] => (e.do === "send" ? [e.frame] : []));
  return { session, effects, frames, asked: effects.filter((e) => e.do !== "send").map((e) => e.do) };
}

export const says = (message: unknown): SessionEvent => ({ type: "message", message });
export const hello = (more: object = {}): SessionEvent => says({ services: ["finance", "guest"], version: 1, ...more });
export const opened = (more: Partial<Opened> = {}): SessionEvent => ({
  type: "opened",
  opened: { ...OPENED, ...more },
});
export const rights = (grants: readonly Grant[], loginEndsAt = LOGIN_ENDS): SessionEvent => ({
  type: "rights",
  grants,
  loginEndsAt,
});

export const entries = (after: number, upTo: number, bytes?: number): Entry[] =>
  Array.from({ length: upTo - after }, (_, i) =>
    sampleEntry(after + 1 + i, bytes === undefined ? {} : { data: `{"text":"${"x".repeat(bytes)}"}` }),
  );

/** The page that the session waits for, or another one. */
export function page(
  session: Session,
  {
    after = 0,
    upTo = 0,
    head = upTo,
    keptAfter = 0,
    bytes,
  }: Partial<Record<"after" | "upTo" | "head" | "keptAfter" | "bytes", number>>,
): SessionEvent {
  const audience = "audience" in session ? session.audience : audienceOf([], []);
  const runs = [new Run(entries(after, upTo, bytes), AT)];
  return { type: "page", after, audience, page: { runs, upTo }, head, keptAfter, opened: () => OPENED };
}

/** Events with `after < seq <= upTo`, with payloads of `bytes` where it matters. */
export function published(after: number, upTo: number, bytes?: number): SessionEvent {
  const run = new Run(entries(after, upTo, bytes), AT);
  return { type: "published", publication: { after, firstSeq: after + 1, upTo, run } };
}

/** A session that is live at 50. */
export const live = (more: object = {}): Session => run([hello(more), opened()]).session;
/** A session that waits for the page after 40. */
export const catching = (more: object = {}): Session => run([hello({ lastSeq: 40, ...more }), opened()]).session;
