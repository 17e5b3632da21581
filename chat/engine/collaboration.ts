import log from "encore.dev/log";
import { validate as isUuid } from "uuid";
import { identity } from "~encore/clients";
import { clock } from "../../platform/clock";
import { toError } from "../../platform/failures";
import { BEAT_MS, CONNECTED_MS, type PresenceState, stateOf } from "../domain/presence";
import { type Seat, seatOf, type Typing } from "../domain/seat";
import { decideTyping, type TypingSign } from "../domain/typing";
import { asActor } from "../store/context";
import { findAccess } from "../store/conversation.read";
import { connectionString, pool } from "../store/db";
import { findMemberships, type Membership } from "../store/membership-change.store";
import { findPresent, keepPresent } from "../store/presence.store";
import { ChangeListener } from "./change-listener";
import type { Screen } from "./screen";

/** Of one person on one process; the oldest gives way. */
const MOST_SCREENS = 10;
const SWEEP_MS = 10_000;
/** So often a screen says that it is used at most. */
const USED_EVERY_MS = 15_000;
/** Typing that waits to be told, of one organisation; what comes beyond passes unheard. */
const MOST_TYPING = 500;

interface Organisation {
  screens: Set<Screen>;
  /** By conversation and person: only the newest counts. */
  typing: Map<string, Typing>;
  isTelling: boolean;
  isDue: boolean;
}

/**
 * Who types and who is there, for all screens of this process (C19). Nothing of it is kept: it is told by notifications of the database to
 * every process, which asks for everybody's rights and memberships of that moment before it tells them.
 */
export class Collaboration {
  readonly #organisations = new Map<string, Organisation>();
  readonly #listener = new ChangeListener(connectionString, {
    chat_typing: (payload) => this.#typed(payload),
    chat_presence: (orgId) => this.#tell(orgId),
  });
  #timers: NodeJS.Timeout[] = [];

  async start(): Promise<void> {
    await this.#listener.start();
    const timer = (ms: number, work: () => Promise<void>): NodeJS.Timeout =>
      setInterval(() => void work().catch((err: unknown) => warn(err, "saying who is there")), ms).unref();
    this.#timers = [timer(BEAT_MS, () => this.beat()), timer(SWEEP_MS, () => this.sweep())];
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const screen of this.#screens()) screen.close();
    await this.#listener.stop();
  }

  /** Takes a screen in, and says that its person is there. */
  async open(screen: Screen): Promise<void> {
    const { orgId, personId } = screen.options;
    const at = this.#organisations.get(orgId) ?? {
      screens: new Set(),
      typing: new Map(),
      isTelling: false,
      isDue: false,
    };
    const own = [...at.screens].filter(({ options }) => options.personId === personId);
    if (own.length >= MOST_SCREENS && own[0] !== undefined) {
      at.screens.delete(own[0]);
      own[0].end("too_many_screens");
    }
    at.screens.add(screen);
    this.#organisations.set(orgId, at);
    await this.use(screen);
  }

  remove(screen: Screen): void {
    const { orgId } = screen.options;
    const at = this.#organisations.get(orgId);
    at?.screens.delete(screen);
    if (at?.screens.size === 0) this.#organisations.delete(orgId);
  }

  /** The person uses the screen. */
  async use(screen: Screen): Promise<void> {
    const now = clock.now();
    if (now.getTime() - screen.usedAt < USED_EVERY_MS) return;
    screen.usedAt = now.getTime();
    await keepPresent(pool, [screen.options], new Date(now.getTime() + CONNECTED_MS), now);
    await pool.query(`SELECT pg_notify('chat_presence', $1)`, [screen.options.orgId]);
  }

  /** The person types, or stops; told if it is not too soon, and if the conversation is one of theirs now. */
  async type(screen: Screen, conversationId: string, wanted: TypingSign): Promise<void> {
    const { orgId, personId } = screen.options;
    const told = isUuid(conversationId) ? decideTyping(screen.told, conversationId, wanted, clock.nowMs()) : null;
    const sign = told?.get(conversationId);
    if (told === null || sign === undefined) return;
    screen.told = told;
    const actor = await screen.actor();
    if (actor === null) return screen.end("session_ended");
    const access = await asActor(actor, (tx) => findAccess(tx, actor, conversationId));
    if (access === null) return void screen.tell({ type: "error", reason: "not_a_member", conversationId });
    const { kind, propertyId } = access.conversation;
    const { isTyping, isPublic } = sign;
    const typing: Typing = { personId, conversationId, propertyId, isVisitor: kind === "visitor", isPublic, isTyping };
    await pool.query(`SELECT pg_notify('chat_typing', $1)`, [JSON.stringify({ orgId, typing })]);
  }

  /** Says of everybody who is connected that they still are. */
  async beat(): Promise<void> {
    const people = new Map([...this.#screens()].map(({ options }) => [options.personId, options]));
    if (people.size > 0) await keepPresent(pool, [...people.values()], new Date(clock.nowMs() + CONNECTED_MS), null);
  }

  /** Tells what only time has changed, and what a lost notification did not tell. */
  async sweep(): Promise<void> {
    for (const orgId of this.#organisations.keys()) this.#tell(orgId);
  }

  *#screens(): Iterable<Screen> {
    for (const { screens } of this.#organisations.values()) yield* screens;
  }

  #typed(payload: string): void {
    const { orgId, typing } = JSON.parse(payload) as { orgId: string; typing: Typing };
    const waiting = this.#organisations.get(orgId)?.typing;
    if (waiting === undefined || waiting.size >= MOST_TYPING) return;
    waiting.set(`${typing.conversationId} ${typing.personId}`, typing);
    this.#tell(orgId);
  }

  /** One turn at a time of each organisation; what comes meanwhile goes with the next. */
  #tell(orgId: string): void {
    const at = this.#organisations.get(orgId);
    if (at === undefined) return;
    at.isDue = true;
    if (at.isTelling) return;
    at.isTelling = true;
    void this.#turns(orgId, at)
      .catch((err: unknown) => warn(err, "telling who types and who is there"))
      .finally(() => {
        at.isTelling = false;
      });
  }

  async #turns(orgId: string, at: Organisation): Promise<void> {
    while (at.isDue) {
      at.isDue = false;
      const typing = [...at.typing.values()];
      at.typing.clear();
      const screens = [...at.screens];
      const people = await presentNow(orgId);
      const seats = await seatsOf(orgId, screens, [...people.keys()]);
      for (const screen of screens) {
        const seat = seats.of(screen);
        if (seat === null) {
          screen.end("session_ended");
          continue;
        }
        screen.hear(seat, typing);
        screen.show(seats.companions(screen, seat, people));
      }
    }
  }
}

async function presentNow(orgId: string): Promise<Map<string, PresenceState>> {
  const now = clock.now();
  const found = await findPresent(pool, orgId, now);
  return new Map(found.map(({ personId, usedAt }) => [personId, stateOf(usedAt, now)]));
}

/** What each screen may hear now, and whom it shares a conversation with. */
async function seatsOf(orgId: string, screens: readonly Screen[], present: readonly string[]) {
  const personIds = [...new Set([...screens.map(({ options }) => options.personId), ...present])];
  const memberships = new Map<string, Membership[]>();
  for (const each of await findMemberships(pool, orgId, personIds))
    memberships.set(each.personId, [...(memberships.get(each.personId) ?? []), each]);
  const sessionIds = [...new Set(screens.map(({ options }) => options.sessionId))];
  const { sessions, rights } = await identity.sessionStates({ sessionIds });
  const grantsOf = new Map(sessions.map(({ sessionId, rights: place }) => [sessionId, rights[place]?.grants]));
  const inConversation = new Map<string, string[]>();
  for (const personId of present)
    for (const { conversationId } of memberships.get(personId) ?? [])
      inConversation.set(conversationId, [...(inConversation.get(conversationId) ?? []), personId]);
  return {
    /** Null when its login has ended. */
    of({ options }: Screen): Seat | null {
      const grants = grantsOf.get(options.sessionId);
      return grants === undefined ? null : seatOf(options.actorOf(grants), memberships.get(options.personId) ?? []);
    },
    companions({ options }: Screen, seat: Seat, people: ReadonlyMap<string, PresenceState>) {
      const ids = new Set([...seat.conversations.keys()].flatMap((id) => inConversation.get(id) ?? []));
      return new Map([...people].filter(([id]) => ids.has(id) && id !== options.personId));
    },
  };
}

const warn = (err: unknown, during: string): void => log.warn(toError(err), { during });

export const collaboration = new Collaboration();
