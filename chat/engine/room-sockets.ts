import log from "encore.dev/log";
import { toError } from "../../platform/failures";
import type { MessageResponse } from "../contract/seed-types";
import type { Message } from "../contract/types";
import type { Actor } from "../domain/actor";
import { connectionString } from "../store/db";
import { asActor } from "../store/context";
import { findAccess, findLastChange } from "../store/conversation.read";
import { type Change, listChanges } from "../store/message.read";
import { ChangeListener } from "./change-listener";

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
  /** Who it is with the rights of now; null when the login has ended. */
  actor: () => Promise<Actor | null>;
  /** Messages as the reader gets them. */
  respond: (orgId: string, messages: readonly Message[]) => Promise<MessageResponse[]>;
  /** A promise means that the reader is behind; it resolves when there is room again. Throws when the reader is gone. */
  send: (frame: RoomFrame) => unknown;
  close: () => unknown;
}

const PAGE = 100;
const SWEEP_MS = 5000;

/**
 * Somebody who reads a room along. Each time something changed, it reads what is new since its cursor with the rights of that moment:
 * so nothing is missed or sent twice, and after a logout or a lost membership nothing is sent at all. What fails is read again at the next
 * change, or the next sweep.
 */
export class RoomSocket {
  readonly options: RoomSocketOptions;
  /** The change of the newest message that was sent; null until its place is taken. */
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

  /** Hands a frame over, unless it is closed. A promise means that the reader is behind. */
  send(frame: RoomFrame): unknown {
    if (this.#isClosed) return undefined;
    try {
      return this.options.send(frame);
    } catch {
      // The reader is gone.
      this.close();
      return undefined;
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
    const { room } = this.options;
    const actor = await this.options.actor();
    if (actor === null) return this.#end("session_ended");
    const found = await this.#look(actor);
    if (found === null) return this.#end("not_a_member");
    if (this.#cursor === null) {
      this.#cursor = found.place;
      this.send({ type: "ready", room });
      return;
    }
    const { changes } = found;
    const messages = await this.options.respond(
      actor.orgId,
      changes.map(({ message }) => message),
    );
    if (changes.length === PAGE) this.#isDue = true;
    for (const [i, { no }] of changes.entries()) {
      const message = messages[i] as MessageResponse;
      const sent = this.send({ type: "message", room, is_public: message.is_public, message });
      this.#cursor = no;
      if (!(sent instanceof Promise)) continue;
      // Behind: nothing more is put before a slow reader, and what follows is read again with the rights of then.
      await sent;
      this.#isDue = true;
      return;
    }
  }

  /** Tells why nothing more comes. */
  #end(reason: string): void {
    this.send({ type: "error", room: this.options.room, reason });
    this.close();
  }

  /** What is new for the actor, the first time the place to begin from; null when the room is none of theirs. */
  #look(actor: Actor): Promise<{ place: number; changes: Change[] } | null> {
    const { room } = this.options;
    return asActor(actor, async (tx) => {
      const access = await findAccess(tx, actor, room);
      if (access === null) return null;
      if (this.#cursor === null) return { place: await findLastChange(tx, actor.orgId, room), changes: [] };
      return { place: this.#cursor, changes: await listChanges(tx, access, this.#cursor, PAGE) };
    });
  }
}

/** All sockets of this process, by room. */
export class RoomSockets {
  readonly #rooms = new Map<string, Set<RoomSocket>>();
  readonly #listener = new ChangeListener(connectionString, { chat_changed: (room) => this.#changed(room) });
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
