import type { EndpointCodec } from "../../schema/endpoint-codec";
import { Refusal } from "../../schema/refusal";
import { nativeError } from "../native-error";
import { Inbox } from "./inbox";
import { Outbound } from "./outbound";
import { channelClosed, type Port } from "./port";

/** What may wait on one side before the other is asked to wait. Its own messages are no danger to a process by their size. */
const INBOX_LIMITS = { messages: 1024, bytes: Infinity };

/** One end of a stream inside the process: what is sent here is decoded into the inbox of the other end. */
class LocalPort implements Port {
  readonly inbox: Inbox;
  readonly #decode: (text: string) => unknown;
  #other!: LocalPort;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(owner: "socket" | "websocket client", decode: (text: string) => unknown) {
    this.#decode = decode;
    this.inbox = new Inbox(owner, INBOX_LIMITS, () => this.#release());
  }

  connect(other: LocalPort): void {
    this.#other = other;
  }

  send(message: Outbound): void | Promise<void> {
    if (this.#closed) throw channelClosed();
    return this.#other.#receive(message.text);
  }

  close(): void {
    for (const end of [this, this.#other]) {
      end.#closed = true;
      end.inbox.end();
      end.#release();
    }
  }

  #receive(text: string): void | Promise<void> {
    const message = this.#decode(text);
    if (message === undefined) return;
    this.inbox.push(message, text.length);
    if (this.inbox.isFull) return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}

/** Stands for a message of the server that does not fit its type, which fails the read and not the handler that sent it. */
const UNREADABLE = Symbol("unreadable");

/** What the caller of another service's stream holds (facts 7.4). */
export class WebSocketClient {
  readonly #port: Port;
  readonly #codec: EndpointCodec;

  constructor(port: Port, codec: EndpointCodec) {
    this.#port = port;
    this.#codec = codec;
  }

  send(message: unknown): void | Promise<void> {
    const text = this.#codec.encodeClientMessage(message);
    if (text !== null) return this.#port.send(new Outbound(text));
  }

  /** Rejects for a message that does not fit the type, and once the stream has ended. */
  async recv(): Promise<unknown> {
    const message = await this.#port.inbox.take();
    if (message === UNREADABLE)
      throw nativeError("unable to parse incoming message according to schema", "GenericFailure");
    return message;
  }

  close(): void {
    this.#port.close();
  }
}

/** A stream between services of this process. `decodeRequest` gives undefined for a message that is dropped. */
export function localStream(
  codec: EndpointCodec,
  decodeRequest: (data: string) => unknown,
): { server: Port; client: WebSocketClient } {
  const server = new LocalPort("socket", decodeRequest);
  const client = new LocalPort("websocket client", (text) => decodeOrMark(codec, text));
  server.connect(client);
  client.connect(server);
  return { server, client: new WebSocketClient(client, codec) };
}

function decodeOrMark(codec: EndpointCodec, text: string): unknown {
  try {
    return codec.decodeServerMessage(text);
  } catch (error) {
    if (error instanceof Refusal) return UNREADABLE;
    throw error;
  }
}
