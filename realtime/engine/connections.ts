import { randomInt } from "node:crypto";
import type { AuthData } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { HANDSHAKE_MS, PING_MS } from "../contract/protocol";
import type { Refusal } from "../domain/handshake";
import type { JudgedEvent, SessionEvent } from "../domain/session/event";
import { sharedGrants } from "../domain/shared-grants";
import type { Credential } from "../domain/session/effect";
import { RESUME_MS, RETRY_MS } from "../domain/session/retry";
import { Admission } from "./admission";
import { Connection, type Socket, type Surroundings } from "./connection";
import { CounterBook } from "./counters";
import type { Feed } from "./feed";
import type { Hub } from "./hub";
import type { MembershipWatch } from "./membership-watch";
import type { Memberships } from "../domain/memberships";
import type { ConnectionLimits } from "./limits";
import type { Observer } from "./observer";
import { Roster } from "./roster";

const TURN_MS = 1000;
const TURNS = PING_MS / TURN_MS;
/** Handshakes that read their log at a time; more than the pool has connections would only wait there. */
const OPENING = 16;
const WAITING = 5000;
const WAIT_MS = 5000;
/** The last client to be sent away still has time before the end. */
const SPREAD = 0.8;
const DRAINING: Refusal = { reason: "draining", message: "this server is about to stop", retryAfterMs: RESUME_MS };

export interface ConnectionsOptions {
  hub: Pick<Hub, "open" | "feeds">;
  limits: ConnectionLimits;
  /** Whose credential it is, by identity. */
  judge: (credential: Credential) => Promise<JudgedEvent["outcome"]>;
  memberships: Pick<MembershipWatch, "join" | "leave">;
  /** At each connection that is taken in. */
  onJoined?: () => void;
  report: (error: unknown) => string;
  observer?: Observer;
}

/** All connections of this process, and the one timer that they share. */
export class Connections implements Surroundings {
  readonly counters = new CounterBook();
  readonly roster = new Roster();
  readonly #options: ConnectionsOptions;
  readonly #admission = new Admission({
    places: OPENING,
    waiting: WAITING,
    waitMs: WAIT_MS,
    nowMs: () => clock.nowMs(),
  });
  /** Each connection pings in the turn it was dealt, so that pings spread over the 30 seconds. */
  readonly #turns: Set<Connection>[] = Array.from({ length: TURNS }, () => new Set());
  readonly #shaking = new Set<Connection>();
  #turn = 0;
  #timer: NodeJS.Timeout | null = null;
  #draining: Promise<void> | null = null;
  #onEmpty: () => void = () => {};

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  get observer(): Observer | undefined {
    return this.#options.observer;
  }

  get isDraining(): boolean {
    return this.#draining !== null;
  }

  /** Handshakes that wait for a place to open their log. */
  get waiting(): number {
    return this.#admission.waiting;
  }

  /** Takes a new socket of an authenticated person in. Give what it sends to `tell`, and `gone` when it ends. */
  add(arrived: AuthData, socket: Socket): Connection {
    const auth = { ...arrived, grants: sharedGrants(arrived.grants) };
    const counters = [this.counters.all, this.counters.of(auth.orgId, auth.grants)];
    const connection = new Connection(auth, socket, this, counters);
    const refusal = this.#refusalOf(auth);
    if (refusal !== null) {
      connection.tell({ type: "refused", refusal });
      return connection;
    }
    connection.turn = randomInt(TURNS);
    this.#turns[connection.turn]?.add(connection);
    this.#shaking.add(connection);
    this.roster.add(connection);
    this.#options.onJoined?.();
    return connection;
  }

  #refusalOf({ sessionId, orgId }: AuthData): Refusal | null {
    const { limits } = this.#options;
    if (this.isDraining) return DRAINING;
    if (this.counters.all.open > limits.process)
      return {
        reason: "overloaded",
        message: "this server holds as many connections as it may",
        retryAfterMs: RETRY_MS,
      };
    const tooMany = (whose: string, limit: number): Refusal => ({
      reason: "too_many_connections",
      message: `${whose} has ${limit} connections here, and no more are allowed`,
      retryAfterMs: RETRY_MS,
    });
    if (this.roster.ofLogin(sessionId).size >= limits.login) return tooMany("this login", limits.login);
    if (this.roster.ofOrganisation(orgId) >= limits.organisation)
      return tooMany("your organisation", limits.organisation);
    return null;
  }

  open(orgId: string, reach: number): Feed | Promise<Feed> {
    const { hub } = this.#options;
    const feed = hub.feeds.get(orgId);
    // What memory holds is there at once: only who has to ask the log's database stands in line.
    if (feed === undefined || feed.head < reach) return this.#admission.run(() => hub.open(orgId, reach));
    feed.hold();
    return feed;
  }

  judge(credential: Credential): Promise<JudgedEvent["outcome"]> {
    return this.#options.judge(credential);
  }

  belong(connection: Connection): Memberships | Promise<Memberships> {
    return this.#options.memberships.join(connection);
  }

  adopt(connection: Connection, sessionId: string): void {
    this.roster.move(connection, sessionId);
  }

  retryAfterMs(leastMs: number): number {
    return this.#admission.retryAfterMs(leastMs);
  }

  report(error: unknown): string {
    return this.#options.report(error);
  }

  closed(connection: Connection): void {
    this.#turns[connection.turn]?.delete(connection);
    this.#shaking.delete(connection);
    this.roster.remove(connection);
    this.#options.memberships.leave(connection);
    if (this.roster.size === 0) this.#onEmpty();
  }

  /** Tells a login's connections what has become of it. */
  tell(sessionId: string, event: SessionEvent): void {
    for (const connection of this.roster.ofLogin(sessionId))
      if (event.type === "rights") connection.regrant(event);
      else connection.tell(event);
  }

  /**
   * Sends everybody away, each at a moment of its own within `windowMs` (RT23), and takes nobody in any more. Delivery goes on until a
   * client leaves; who is still here at the end is closed. Resolves when nobody is left; called again, the same.
   */
  drain(windowMs: number): Promise<void> {
    return (this.#draining ??= this.#sendAway(windowMs));
  }

  async #sendAway(windowMs: number): Promise<void> {
    const here = this.#turns.flatMap((turn) => [...turn]);
    for (const [i, connection] of here.entries()) {
      const reconnectInMs = Math.floor((windowMs * SPREAD * i) / here.length);
      connection.tell({ type: "drain", reconnectInMs });
    }
    if (windowMs > 0 && this.roster.size > 0) await this.#untilEmpty(windowMs);
    const refusal = DRAINING;
    for (const turn of this.#turns) for (const connection of turn) connection.tell({ type: "refused", refusal });
  }

  async #untilEmpty(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      timer = setTimeout(resolve, withinMs);
    });
    clearTimeout(timer);
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#next(), TURN_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #next(): void {
    this.#turn = (this.#turn + 1) % TURNS;
    for (const connection of this.#turns[this.#turn] ?? []) connection.ping();
    this.#admission.tidy();
    const oldest = clock.nowMs() - HANDSHAKE_MS;
    // In order of age: the first that is young enough ends the search.
    for (const connection of this.#shaking) {
      if (connection.phase !== "handshake") this.#shaking.delete(connection);
      else if (connection.openedAtMs <= oldest) connection.tell({ type: "deadline" });
      else break;
    }
  }
}
