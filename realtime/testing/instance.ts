import { randomUUID } from "node:crypto";
import type { AuthData, Grant } from "../../identity/contract/auth";
import type { WireEvent } from "../contract/event";
import type { ServerFrame } from "../contract/frames";
import { unpack } from "../domain/batch-frames";
import type { Connection, Socket } from "../engine/connection";
import { Connections, type ConnectionsOptions } from "../engine/connections";
import { Hub, type HubOptions } from "../engine/hub";
import type { ConnectionLimits } from "../engine/limits";
import { LogListener } from "../engine/log-listener";
import { Sequencer } from "../engine/sequencer";
import { Watch } from "../engine/watch";
import { connectionString, pool } from "../store/db";

const LIMITS = { ringBytes: 4 * 1024 * 1024, memoryBytes: 64 * 1024 * 1024 };

const fail = (error: unknown): never => {
  throw error;
};

type InstanceOptions = HubOptions & Pick<ConnectionsOptions, "limits" | "judge" | "report" | "memberships">;
const NO_LIMITS: ConnectionLimits = { process: Infinity, login: Infinity, organisation: Infinity };
/** Where nobody is in a conversation. */
const lonely: ConnectionsOptions["memberships"] = { join: () => [], leave: () => {} };
const nobody: ConnectionsOptions["judge"] = async () => ({ ok: false, message: "nobody is known here" });

/** What one process of realtime consists of, without the timers that only repair. */
export class Instance {
  readonly hub: Hub;
  readonly sequencer: Sequencer;
  readonly connections: Connections;
  readonly watch = new Watch();
  readonly #listener: LogListener;

  constructor(given: Partial<InstanceOptions> = {}) {
    const { limits = NO_LIMITS, judge = nobody, report = fail, memberships = lonely, ...options } = given;
    const instance = randomUUID();
    this.hub = new Hub({ pool, ...LIMITS, onError: fail, observer: this.watch, ...options });
    this.sequencer = new Sequencer({
      db: pool,
      instance,
      onAppended: (appended) => this.hub.append(appended),
      park: () => Promise.reject(new Error("nothing to park here")),
      observer: this.watch,
    });
    this.connections = new Connections({ hub: this.hub, limits, judge, report, memberships, observer: this.watch });
    const onChanged = (): void => void this.hub.refresh();
    this.#listener = new LogListener({ connectionString, instance, onChanged, onError: () => {} });
  }

  listen(): Promise<void> {
    return this.#listener.start();
  }

  async stop(): Promise<void> {
    this.hub.stop();
    await this.#listener.stop();
  }
}

export function personOf(orgId: string, properties: number[]): AuthData {
  const grants = properties.map((propertyId): Grant => ({
    propertyId,
    permissions: ["finance.revenue.read"],
    timeZone: "UTC",
    currency: "EUR",
    businessDate: "2026-11-20",
  }));
  return {
    userID: randomUUID(),
    orgId,
    sessionId: randomUUID(),
    loginEndsAt: "2099-01-01T00:00:00.000Z",
    via: "ticket",
    grants,
  };
}

/** A client's end of a stream: keeps what it gets, and can be slow. */
export class TestClient implements Socket {
  readonly frames: ServerFrame[] = [];
  readonly connection: Connection;
  isClosed = false;
  /** While set, what is sent piles up and sends are promises. */
  isSlow = false;
  #pending: (() => void)[] = [];

  constructor(instance: Instance, auth: AuthData, handshake: Record<string, unknown> = {}) {
    this.connection = instance.connections.add(auth, this);
    this.connection.tell({ type: "message", message: { services: ["finance"], version: 1, ...handshake } });
  }

  send(frame: ServerFrame): Promise<void> | undefined {
    this.frames.push(frame);
    if (!this.isSlow) return undefined;
    return new Promise((resolve) => this.#pending.push(resolve));
  }

  close(): void {
    this.isClosed = true;
  }

  /** Everything that was sent leaves the socket. */
  drain(): void {
    for (const resolve of this.#pending.splice(0)) resolve();
  }

  leave(): void {
    this.connection.tell({ type: "gone" });
  }

  get events(): WireEvent[] {
    return this.frames.flatMap((frame) => {
      if (frame.type === "batch") return unpack(frame).flatMap((each) => each.events);
      return frame.type === "event" ? frame.events : [];
    });
  }

  get seqs(): number[] {
    return this.events.map((event) => event.seq);
  }

  /** The cursor with which it would come back (RT8). */
  get cursor(): number {
    return Math.max(
      0,
      ...this.frames.map((f) => (f.type === "event" || f.type === "batch" || f.type === "ping" ? f.seq : 0)),
    );
  }
}
