import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { streamCounts } from "./counts";
import { Inbox } from "./inbox";
import type { Outbound } from "./outbound";
import { channelClosed, type Port } from "./port";
import { type Train, Turn } from "./turn";

/** Bytes waiting in our process above which a sender is asked to wait. */
const BEHIND_BYTES = 256 * 1024;
/** Bytes waiting above which the socket is cut: its sender does not wait, and its reader does not read. */
const CUT_BYTES = 128 * 1024 * 1024;
/** Bytes that leave before the turn ends, so that a long turn gathers no more. */
const LEAVE_BYTES = 64 * 1024;
/** What may wait for the handler before the client has to wait; bytes as they came, and one message more. */
const INBOX_LIMITS = { messages: 1024, bytes: 1024 * 1024 };

export interface SocketPortEvents {
  /** Decodes a message of the client; undefined for one that is dropped. */
  decode(data: Buffer): unknown;
  /** The socket was cut because `bytes` waited for a client that does not read. */
  cut(bytes: number): void;
}

const { OPEN } = WebSocket;
const turn = new Turn();

/**
 * A stream over a WebSocket. Reading, pings and the closing handshake are the library's; messages go out as ready frames straight
 * to the connection, one write a turn, so that bytes that were put together once serve every socket.
 */
export class SocketPort implements Port {
  readonly inbox: Inbox;
  readonly #ws: WebSocket;
  readonly #connection: Duplex;
  readonly #events: SocketPortEvents;
  readonly #flush: () => void;
  #train: Train | undefined;
  #room: Promise<void> | undefined;

  constructor(ws: WebSocket, connection: Duplex, events: SocketPortEvents) {
    this.#ws = ws;
    this.#connection = connection;
    this.#events = events;
    this.#flush = () => this.#leave();
    this.inbox = new Inbox("socket", INBOX_LIMITS, () => ws.resume());
    ws.on("message", (data) => this.#receive(data as Buffer));
    ws.on("close", () => this.inbox.end());
    // The library closes the socket itself; the handler learns of it by the end of its messages.
    ws.on("error", () => {});
  }

  send(message: Outbound): void | Promise<void> {
    if (this.#ws.readyState !== OPEN) throw channelClosed();
    const connection = this.#connection;
    if (this.#train === undefined) {
      if (!connection.writable) throw channelClosed();
      turn.atEnd(this.#flush);
      this.#train = turn.start.with(message);
    } else {
      this.#train = this.#train.with(message);
      // Since the first message of the turn nothing can have happened to the connection.
      if (this.#train.length <= LEAVE_BYTES && this.#room === undefined) return;
    }
    if (this.#train.length > LEAVE_BYTES) this.#leave();
    const waiting = connection.writableLength;
    if (waiting < BEHIND_BYTES) return;
    if (waiting > CUT_BYTES) {
      streamCounts.socketsCut++;
      this.#events.cut(waiting);
      this.#ws.terminate();
      throw channelClosed();
    }
    return (this.#room ??= this.#drained());
  }

  close(): void {
    this.#leave();
    this.#ws.close();
  }

  #leave(): void {
    const train = this.#train;
    this.#train = undefined;
    if (train && this.#ws.readyState === OPEN && this.#connection.writable) this.#connection.write(train.bytes);
  }

  #receive(data: Buffer): void {
    const message = this.#events.decode(data);
    if (message === undefined) return;
    this.inbox.push(message, data.length);
    if (this.inbox.isFull) this.#ws.pause();
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#connection.off("drain", done);
        this.#connection.off("close", done);
        this.#room = undefined;
        resolve();
      };
      this.#connection.on("drain", done);
      this.#connection.on("close", done);
    });
  }
}
