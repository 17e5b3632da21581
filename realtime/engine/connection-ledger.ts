import { clock } from "../../platform/clock";
import type { Story, Stretch, Turn } from "../domain/story";
import type { Session } from "../domain/session/state";
import type { Connection } from "./connection";

/** Of one connection, the last so many of each. */
const STRETCHES = 8;
const TURNS = 16;
/** Closed connections remembered per organisation, and organisations with such: at about 1 KB each a few MiB at most. */
const CLOSED_PER_ORG = 200;
const ORGS = 50;

/** What a connection has been through so far. */
interface Pages {
  stretches: Stretch[];
  turns: Turn[];
  /** Why the next stretch begins; null while one is under way. */
  begins: Stretch["because"] | null;
  /** The last error frame's reason. */
  refusedFor: string | null;
  closed: Story["closed"];
}

/**
 * What each connection of this process was promised and how far it came: enough to say, for any event, whether and when it was sent.
 * Kept for open connections and, within bounds, for those that closed last. Nothing is stored per delivery.
 */
export class ConnectionLedger {
  readonly #open = new Map<Connection, Pages>();
  /** By organisation, oldest first; the organisation that closed last stands last. */
  readonly #closed = new Map<string, Story[]>();

  opened(connection: Connection): void {
    this.#open.set(connection, { stretches: [], turns: [], begins: null, refusedFor: null, closed: null });
  }

  /** An ack or a resync was sent: delivery begins anew. */
  begins(connection: Connection, because: Stretch["because"]): void {
    const pages = this.#open.get(connection);
    if (pages !== undefined) pages.begins = because;
  }

  refused(connection: Connection, reason: string): void {
    const pages = this.#open.get(connection);
    if (pages !== undefined) pages.refusedFor = reason;
  }

  moved(connection: Connection, before: Session): void {
    const pages = this.#open.get(connection);
    if (pages === undefined) return;
    const { session } = connection;
    const atMs = clock.nowMs();
    const cursor = "cursor" in session ? session.cursor : "cursor" in before ? before.cursor : 0;
    // A long replay turns with every page; only its beginning and its end are told.
    if (!isReplaying(before) || !isReplaying(session))
      pushBounded(pages.turns, { atMs, phase: session.phase, cursor }, TURNS);
    const isEnd = pages.begins !== null || !("cursor" in session);
    const last = pages.stretches.at(-1);
    if (isEnd && last !== undefined && last.upTo === null && "cursor" in before) last.upTo = before.cursor;
    if (pages.begins !== null && "cursor" in session) {
      const { audience, cursor: after } = session;
      pushBounded(pages.stretches, { audience, after, upTo: null, atMs, because: pages.begins }, STRETCHES);
      pages.begins = null;
    }
    if (session.phase === "closed") this.#close(connection, before, pages);
  }

  /** Since when it has been behind, and whether because it was too slow; null when it is live or has not begun. */
  behind(connection: Connection): { sinceMs: number; hasLagged: boolean } | null {
    const turns = this.#open.get(connection)?.turns ?? [];
    const from = turns.findLastIndex(({ phase }) => phase === "live" || phase === "opening") + 1;
    const [first, ...more] = turns.slice(from);
    if (first === undefined) return null;
    return { sinceMs: first.atMs, hasLagged: [first, ...more].some(({ phase }) => phase === "lagging") };
  }

  /** Why it closed, as far as a frame said so. */
  reasonOf(connection: Connection): string {
    return this.#open.get(connection)?.refusedFor ?? "client_left";
  }

  /** The connections of an organisation that are open here. */
  open(orgId: string): Connection[] {
    return [...this.#open.keys()].filter(({ auth }) => auth.orgId === orgId);
  }

  /** All connections that are open here. */
  get connections(): Iterable<Connection> {
    return this.#open.keys();
  }

  /** The connections of an organisation whose people see no other properties than these. */
  within(orgId: string, properties: readonly number[]): Connection[] {
    return this.open(orgId).filter(({ auth, session }) => {
      const grants = session.phase === "closed" ? auth.grants : session.grants;
      return grants.every(({ propertyId }) => properties.includes(propertyId));
    });
  }

  /** What is known of an organisation's connections, open and lately closed. */
  stories(orgId: string): Story[] {
    const open = this.open(orgId).map((connection) =>
      toStory(connection, connection.session, this.#pagesOf(connection)),
    );
    return [...(this.#closed.get(orgId) ?? []), ...open];
  }

  #pagesOf(connection: Connection): Pages {
    return this.#open.get(connection) as Pages;
  }

  #close(connection: Connection, before: Session, pages: Pages): void {
    this.#open.delete(connection);
    const { orgId } = connection.auth;
    pages.closed = { atMs: clock.nowMs(), reason: pages.refusedFor ?? "client_left" };
    const stories = this.#closed.get(orgId) ?? [];
    const story = toStory(connection, before, pages);
    // Of a login that polls every second, the last poll says it all; the others would push out everybody else.
    const last = story.transport !== "poll" ? -1 : stories.findLastIndex((each) => isPollOf(each, story.sessionId));
    if (last >= 0) stories.splice(last, 1);
    pushBounded(stories, story, CLOSED_PER_ORG);
    this.#closed.delete(orgId);
    this.#closed.set(orgId, stories);
    const [oldest] = this.#closed.keys();
    if (this.#closed.size > ORGS && oldest !== undefined) this.#closed.delete(oldest);
  }
}

const isPollOf = (story: Story, sessionId: string): boolean =>
  story.transport === "poll" && story.sessionId === sessionId;

const isReplaying = ({ phase }: Session): boolean => phase === "catching-up" || phase === "sending";

function toStory(connection: Connection, session: Session, pages: Pages): Story {
  const { auth, transport, openedAtMs } = connection;
  const wish = "wish" in session ? session.wish : null;
  return {
    connectionId: connection.id,
    personId: auth.userID,
    sessionId: auth.sessionId,
    transport,
    openedAtMs,
    grants: session.phase === "closed" ? auth.grants : session.grants,
    services: wish?.services ?? null,
    properties: wish?.properties ?? null,
    phase: pages.closed === null ? session.phase : "closed",
    cursor: "cursor" in session ? session.cursor : null,
    acked: "flow" in session ? (session.flow.window?.ackedSeq ?? null) : null,
    stretches: pages.stretches,
    turns: pages.turns,
    closed: pages.closed,
  };
}

function pushBounded<T>(list: T[], item: T, limit: number): void {
  list.push(item);
  if (list.length > limit) list.shift();
}
