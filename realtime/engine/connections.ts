import { randomInt } from "node:crypto";
import type { AuthData, Grant } from "../../identity/contract/auth";
import { clock } from "../../platform/clock";
import { HANDSHAKE_MS, PING_MS } from "../contract/protocol";
import { Connection, type Socket } from "./connection";
import { CounterBook } from "./counters";
import type { Hub } from "./hub";
import type { Observer } from "./observer";

/** More would be refused as `overloaded`: at about 10 KB each they must not take what the rest of the process needs. */
const MAX_CONNECTIONS = 20_000;
const TURN_MS = 1000;
const TURNS = PING_MS / TURN_MS;

export interface ConnectionsOptions {
  hub: Hub;
  report: (error: unknown) => string;
  observer?: Observer;
}

/** All connections of this process, and the one timer that they share. */
export class Connections {
  readonly counters = new CounterBook();
  readonly #options: ConnectionsOptions;
  /** Each connection pings in the turn it was dealt, so that pings spread over the 30 seconds. */
  readonly #turns: Set<Connection>[] = Array.from({ length: TURNS }, () => new Set());
  readonly #bySession = new Map<string, Set<Connection>>();
  readonly #shaking = new Set<Connection>();
  #joined = new Set<string>();
  #turn = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Takes a new socket of an authenticated person in. Give what it sends to `tell`, and `gone` when it ends. */
  add(auth: AuthData, socket: Socket): Connection {
    const turn = this.#turns[randomInt(TURNS)] as Set<Connection>;
    const { hub, report, observer } = this.#options;
    const connection = new Connection({
      auth,
      socket,
      open: (orgId, reach) => hub.open(orgId, reach),
      counters: [this.counters.all, this.counters.of(auth.orgId, auth.grants)],
      report,
      ...(observer && { observer }),
      onClosed: () => {
        turn.delete(connection);
        this.#shaking.delete(connection);
        const same = this.#bySession.get(auth.sessionId);
        same?.delete(connection);
        if (same?.size === 0) this.#bySession.delete(auth.sessionId);
      },
    });
    if (this.counters.all.open > MAX_CONNECTIONS) {
      connection.tell({ type: "overloaded" });
      return connection;
    }
    turn.add(connection);
    this.#shaking.add(connection);
    this.#joined.add(auth.sessionId);
    const same = this.#bySession.get(auth.sessionId);
    if (same === undefined) this.#bySession.set(auth.sessionId, new Set([connection]));
    else same.add(connection);
    return connection;
  }

  /** The logins that have connections here. */
  sessionIds(): string[] {
    return [...this.#bySession.keys()];
  }

  /** The logins that got a connection since the last call. */
  takeJoined(): Set<string> {
    const joined = this.#joined;
    this.#joined = new Set();
    return joined;
  }

  /** Tells a login's connections what the person may do now; null when the login has ended. */
  changeRights(sessionId: string, grants: readonly Grant[] | null): void {
    for (const connection of this.#bySession.get(sessionId) ?? []) connection.tell({ type: "rights", grants });
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
    const oldest = clock.nowMs() - HANDSHAKE_MS;
    // In order of age: the first that is young enough ends the search.
    for (const connection of this.#shaking) {
      if (connection.phase !== "handshake") this.#shaking.delete(connection);
      else if (connection.openedAtMs <= oldest) connection.tell({ type: "deadline" });
      else break;
    }
  }
}
