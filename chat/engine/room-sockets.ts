import { identity } from "~encore/clients";
import log from "encore.dev/log";
import { toError } from "../../platform/failures";
import type { MessageResponse } from "../contract/seed-types";
import type { Actor } from "../domain/actor";
import { connectionString } from "../store/db";
import { asActor } from "../store/context";
import { findAccess, findLastChange } from "../store/conversation.read";
import { listChanges } from "../store/message.read";
import { ChangeListener } from "./change-listener";
import { toResponses } from "./seed-messages";

/** What a socket of a room is sent. */
export interface RoomFrame {
  type: "ready" | "message" | "error";
  room: string;
  /** Of the message, in every frame that brings one. */
  is_public?: boolean;
  message?: MessageResponse;
  /** Of an error: the refusal's reason. */
  reason?: string;
  text?: string;
  retry_after_ms?: number;
}

export interface RoomSocketOptions {
  room: string;
  sessionId: string;
  actorOf: (grants: Awaited<ReturnType<typeof identity.sessionStates>>["rights"][number]["grants"]) => Actor;
  send: (frame: RoomFrame) => void;
  close: () => void;
}

const PAGE = 100;
const SWEEP_MS = 5000;

/**
 * Somebody who reads a room along. Each time something changed, it reads what is new since its cursor with the rights of that moment:
 * so nothing is missed or sent twice, and after a logout or a lost membership nothing is sent at all.
 */
export class RoomSocket {
  readonly options: RoomSocketOptions;
  #cursor: number | null = null;
  #isReading = false;
  #isDue = false;
  #isClosed = false;

  constructor(options: RoomSocketOptions) {
    this.options = options;
  }

  /** Reads what is new; a call that comes meanwhile reads again afterwards. */
  async read(): Promise<void> {
    this.#isDue = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isDue && !this.#isClosed) {
        this.#isDue = false;
        await this.#deliver();
      }
    } catch (err) {
      log.warn(toError(err), { during: "reading along in a room" });
    } finally {
      this.#isReading = false;
    }
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.options.close();
  }

  async #deliver(): Promise<void> {
    const actor = await this.actor();
    const found = actor === null ? null : await this.#changes(actor);
    if (actor === null || found === null) return this.#end(actor === null ? "session_ended" : "not_a_member");
    this.#cursor = found.changeNo;
    if (found.messages.length === PAGE) this.#isDue = true;
    for (const message of await toResponses(actor.orgId, found.messages)) {
      if (this.#isClosed) return;
      this.options.send({ type: "message", room: this.options.room, is_public: message.is_public, message });
    }
  }

  /** Tells why nothing more comes. */
  #end(reason: string): void {
    if (!this.#isClosed) this.options.send({ type: "error", room: this.options.room, reason });
    this.close();
  }

  /** Who it is with the rights of now; null when the login has ended. */
  async actor(): Promise<Actor | null> {
    const { sessions, rights } = await identity.sessionStates({ sessionIds: [this.options.sessionId] });
    const grants = rights[sessions[0]?.rights ?? -1]?.grants;
    return grants === undefined ? null : this.options.actorOf(grants);
  }

  /** What is new for the actor; null when the room is none of theirs. The first time only the place is taken. */
  #changes(actor: Actor): Promise<Awaited<ReturnType<typeof listChanges>> | null> {
    const { room } = this.options;
    return asActor(actor, async (tx) => {
      const access = await findAccess(tx, actor, room);
      if (access === null) return null;
      if (this.#cursor !== null) return listChanges(tx, access, this.#cursor, PAGE);
      return { messages: [], changeNo: await findLastChange(tx, actor.orgId, room) };
    });
  }
}

/** All sockets of this process, by room. */
export class RoomSockets {
  readonly #rooms = new Map<string, Set<RoomSocket>>();
  readonly #listener = new ChangeListener(connectionString, (room) => this.#changed(room));
  #sweep: NodeJS.Timeout | null = null;

  async start(): Promise<void> {
    await this.#listener.start();
    this.#sweep = setInterval(() => [...this.#rooms.keys()].forEach((room) => this.#changed(room)), SWEEP_MS);
    this.#sweep.unref();
  }

  async stop(): Promise<void> {
    if (this.#sweep !== null) clearInterval(this.#sweep);
    for (const sockets of this.#rooms.values()) for (const socket of sockets) socket.close();
    await this.#listener.stop();
  }

  add(socket: RoomSocket): void {
    const { room } = socket.options;
    const sockets = this.#rooms.get(room) ?? new Set();
    this.#rooms.set(room, sockets.add(socket));
  }

  remove(socket: RoomSocket): void {
    const { room } = socket.options;
    const sockets = this.#rooms.get(room);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#rooms.delete(room);
  }

  #changed(room: string): void {
    for (const socket of this.#rooms.get(room) ?? []) void socket.read();
  }
}

export const roomSockets = new RoomSockets();
