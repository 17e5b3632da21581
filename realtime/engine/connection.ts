import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { isOutage } from "../../platform/failures";
import { crashPoint } from "../../platform/crash-point";
import { newId } from "../../platform/ids";
import type { ServerFrame } from "../contract/frames";
import type { Audience } from "../domain/audience";
import { texted } from "../domain/frame-text";
import type { Memberships } from "../domain/memberships";
import type { Credential, Effect } from "../domain/session/effect";
import type { JudgedEvent, Page, Publication, SessionEvent } from "../domain/session/event";
import { RETRY_MS } from "../domain/session/retry";
import { newSession, type Session } from "../domain/session/state";
import { step } from "../domain/session/step";
import { Crowded } from "./admission";
import type { Counters } from "./counters";
import type { Follower } from "./audience-group";
import type { Feed } from "./feed";
import type { Observer } from "./observer";

/** Bytes that may wait in a socket before the session stops sending and lags. */
const MAX_WAITING_BYTES = 512 * 1024;

/** How a client is reached. */
export type Transport = "websocket" | "sse" | "poll";

/** The client's end. */
export interface Socket {
  /** A WebSocket unless said. */
  transport?: Transport;
  /** Takes a frame. A promise means that the socket is behind; it resolves when the frame has left. Throws when the client is gone. */
  send: (frame: ServerFrame) => unknown;
  close: () => unknown;
}

/** What a connection asks of the process that it is one of. */
export interface Surroundings {
  readonly observer?: Observer | undefined;
  /** The organisation's feed, held for this connection, at `reach` or beyond if its log is. Rejects with Crowded when too many ask. */
  open: (orgId: string, reach: number) => Feed | Promise<Feed>;
  judge: (credential: Credential) => Promise<JudgedEvent["outcome"]>;
  /** The conversations of its person; tells the connection when they become others. */
  belong: (connection: Connection) => Memberships | Promise<Memberships>;
  /** The connection stands on another login of the same person now. */
  adopt: (connection: Connection, sessionId: string) => void;
  /** When a client is to try again that is refused now, and not before `leastMs`. */
  retryAfterMs: (leastMs: number) => number;
  /** Logs an unexpected failure and returns the id under which it stands in the log. */
  report: (error: unknown) => string;
  closed: (connection: Connection) => void;
}

/** Drives one session: carries out what the session machine decides, and tells it what came of it. */
export class Connection implements Follower {
  /** Names it in the ack, in logs and to whoever asks why an event did not come. */
  readonly id = newId();
  /** As it came; a login that it has gone over to since is in `sessionId`. */
  readonly auth: AuthData;
  /** The login that it stands on. */
  sessionId: string;
  /** Which of the turns of a ping is its own. */
  turn = 0;
  readonly openedAtMs = clock.nowMs();
  readonly #surroundings: Surroundings;
  readonly #socket: Socket;
  readonly #counters: readonly Counters[];
  #session: Session;
  #feed: Feed | null = null;
  #following: Audience | null = null;
  #waitingBytes = 0;
  #isDraining = false;
  /** What it is told while it takes another. */
  readonly #events: SessionEvent[] = [];
  #isRunning = false;
  #isCounted = false;

  constructor(auth: AuthData, socket: Socket, surroundings: Surroundings, counters: readonly Counters[]) {
    this.auth = auth;
    this.sessionId = auth.sessionId;
    this.#socket = socket;
    this.#surroundings = surroundings;
    this.#counters = counters;
    this.#session = newSession(auth);
    for (const each of counters) {
      each.open += 1;
      each.total += 1;
    }
    surroundings.observer?.opened(this);
  }

  get session(): Session {
    return this.#session;
  }

  /** Where it is counted: with the whole process, and with its like. */
  get counters(): readonly Counters[] {
    return this.#counters;
  }

  get transport(): Transport {
    return this.#socket.transport ?? "websocket";
  }

  get phase(): Session["phase"] {
    return this.#session.phase;
  }

  published(publication: Publication): void {
    this.tell({ type: "published", publication });
    if (this.#waitingBytes > MAX_WAITING_BYTES) this.tell({ type: "behind" });
  }

  /** Rights or memberships of its person became others. */
  regrant(event: SessionEvent & { type: "rights" | "memberships" }): void {
    this.tell({ ...event, publishedTo: this.#feed?.publishedTo ?? 0 });
  }

  /** Time for a ping. */
  ping(): void {
    this.tell({ type: "ping", seq: this.#feed?.publishedTo ?? 0 });
  }

  /** Gives the session an event. What follows from it within this turn has happened when this returns. */
  tell(event: SessionEvent): void {
    if (this.#isRunning) return void this.#events.push(event);
    this.#isRunning = true;
    try {
      this.#tryToTake(event);
      while (this.#events.length > 0) this.#tryToTake(this.#events.shift() as SessionEvent);
    } finally {
      this.#isRunning = false;
    }
  }

  /** Whoever was not handed what it should have been must not go on as if it were: its connection ends, its cursor resumes. */
  #tryToTake(event: SessionEvent): void {
    try {
      this.#take(event);
    } catch (error) {
      const errorId = this.#surroundings.report(error);
      this.#events.splice(0, Infinity, { type: "failed", errorId });
    }
  }

  #take(event: SessionEvent): void {
    if (this.#session.phase === "closed") return;
    const before = this.#session;
    const { session, effects } = step(before, event, clock.now());
    this.#session = session;
    for (const effect of effects) this.#perform(effect, event.type === "page");
    if (session.phase !== before.phase) this.#surroundings.observer?.moved(this, before, event);
    if (event.type === "page") crashPoint("during-replay");
    this.#count(session.phase);
    if (session.phase === "closed") this.#leave();
  }

  #leave(): void {
    this.#feed?.release();
    this.#feed = null;
    this.#surroundings.closed(this);
  }

  #perform(effect: Effect, isReplay: boolean): void {
    switch (effect.do) {
      case "send":
        return this.#send(effect, isReplay);
      case "open":
        return this.#open(effect.reach);
      case "read":
        return this.#read(effect.after, effect.audience);
      case "drain":
        this.#isDraining = true;
        return this.#drain();
      case "follow":
        this.#following = effect.audience;
        return this.#feed?.follow(effect.audience, this);
      case "unfollow":
        if (this.#following !== null) this.#feed?.unfollow(this.#following, this);
        this.#following = null;
        return;
      case "belong":
        return this.#belong();
      case "judge":
        return this.#judge(effect.credential);
      case "adopt":
        return this.#surroundings.adopt(this, effect.sessionId);
      case "close":
        // The frames before it leave first; a failure means that the client has left already.
        void Promise.resolve(this.#socket.close()).catch(() => {});
        return;
    }
  }

  #send(effect: Effect & { do: "send" }, isReplay: boolean): void {
    const { frame, bytes } = effect;
    if (frame.type !== "event" && frame.type !== "batch" && frame.type !== "ping")
      this.#surroundings.observer?.told(this, frame);
    let sent: unknown;
    try {
      sent = this.#socket.send(texted(this.#addressed(frame)));
    } catch {
      return this.tell({ type: "gone" });
    }
    if ("events" in effect) {
      for (const counters of this.#counters) {
        counters.delivered += effect.events;
        counters.superseded += effect.superseded;
        if (isReplay) counters.replayed += effect.events;
      }
    }
    if (!(sent instanceof Promise)) return;
    this.#waitingBytes += bytes;
    sent.then(
      () => {
        this.#waitingBytes -= bytes;
        this.#drain();
      },
      () => this.tell({ type: "gone" }),
    );
  }

  /** The frame with what is this connection's own: its name, and the moment at which it is to come back. */
  #addressed(frame: ServerFrame): ServerFrame {
    if (frame.type === "ack") return { ...frame, connectionId: this.id };
    if (frame.type !== "error" || frame.retryAfterMs === undefined) return frame;
    return { ...frame, retryAfterMs: this.#surroundings.retryAfterMs(frame.retryAfterMs) };
  }

  #drain(): void {
    if (!this.#isDraining || this.#waitingBytes > 0) return;
    this.#isDraining = false;
    // In a later turn: a long replay leaves room for everything else.
    setImmediate(() => this.tell({ type: "drained" }));
  }

  #open(reach: number): void {
    const feed = this.#surroundings.open(this.auth.orgId, reach);
    if (!(feed instanceof Promise)) return this.#opened(feed);
    feed.then(
      (opened) => this.#opened(opened),
      (error: unknown) => this.#fail(error),
    );
  }

  #opened(feed: Feed): void {
    if (this.#session.phase === "closed") return feed.release();
    this.#feed?.release();
    this.#feed = feed;
    this.tell({ type: "opened", opened: feed.state() });
  }

  #read(after: number, audience: Audience): void {
    const page = this.#feed?.read(audience, after);
    if (page instanceof Promise)
      page.then((p) => this.#tellPage(audience, after, p)).catch((error: unknown) => this.#fail(error));
    else if (page !== undefined) this.#tellPage(audience, after, page);
  }

  #tellPage(audience: Audience, after: number, page: Page): void {
    const feed = this.#feed;
    if (feed === null) return;
    this.tell({
      type: "page",
      audience,
      after,
      page,
      head: feed.head,
      keptAfter: feed.keptAfter,
      opened: () => feed.state(),
    });
  }

  #belong(): void {
    const memberships = this.#surroundings.belong(this);
    if (!(memberships instanceof Promise)) return this.tell({ type: "memberships", memberships });
    memberships.then(
      (known) => this.tell({ type: "memberships", memberships: known }),
      (error: unknown) => this.#fail(error),
    );
  }

  #judge(credential: Credential): void {
    this.#surroundings.judge(credential).then(
      (outcome) => this.tell({ type: "judged", outcome }),
      (error: unknown) => {
        // The connection is as good as before.
        const message = `the credential could not be looked at; error id ${this.#surroundings.report(error)}`;
        this.tell({ type: "judged", outcome: { ok: false, message, retryAfterMs: RETRY_MS } });
      },
    );
  }

  #fail(error: unknown): void {
    if (error instanceof Crowded) {
      const message = `this server opens as many connections as it can: ${error.message}`;
      return this.tell({ type: "refused", refusal: { reason: "overloaded", message, retryAfterMs: RETRY_MS } });
    }
    const errorId = this.#surroundings.report(error);
    if (!isOutage(error)) return this.tell({ type: "failed", errorId });
    const message = `the database of this server cannot be reached at the moment; error id ${errorId}`;
    this.tell({ type: "refused", refusal: { reason: "overloaded", message, errorId, retryAfterMs: RETRY_MS } });
  }

  #count(phase: Session["phase"]): void {
    const isActive = phase !== "handshake" && phase !== "closed";
    if (isActive !== this.#isCounted) for (const counters of this.#counters) counters.active += isActive ? 1 : -1;
    this.#isCounted = isActive;
    if (phase === "closed") for (const counters of this.#counters) counters.open -= 1;
  }
}
