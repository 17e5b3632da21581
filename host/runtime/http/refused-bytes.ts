import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { type MendedHead, mendHead } from "./mend-head";

/** What Node's `clientError` hands over: an error of the connection, or of its parser with the bytes that it refused. */
export type ClientError = Error & { code?: string; rawPacket?: Buffer };

/** `_httpMessage`, private to Node, is the answer that is being written. */
type Connection = Socket & { _httpMessage?: { headersSent: boolean } | null };

const STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/**
 * Connections whose bytes Node's parser refuses: a first head that can be mended is read once more, everything else is refused
 * and loses its connection. Nothing here is on the way of an ordinary request.
 */
export class RefusedBytes {
  readonly #server: Server;
  /** Given to a new parser; what the old one still says about them does not count. */
  readonly #mended = new WeakSet<Duplex>();

  constructor(server: Server) {
    this.#server = server;
  }

  handle(error: ClientError, connection: Connection): void {
    if (this.#mended.has(connection)) return;
    // Behind a request that closes the connection nothing counts any more; its answer ends it.
    if (error.code === "HPE_CLOSED_CONNECTION" && connection._httpMessage) return;
    const mended = isFirstPacket(error, connection) ? mendHead(error.rawPacket) : undefined;
    if (mended !== undefined) {
      this.#mended.add(connection);
      return void this.#server.emit("connection", new MendedConnection(connection, mended));
    }
    if (connection.writable && !connection._httpMessage?.headersSent) {
      const status = STATUS[error.code ?? ""] ?? "400 Bad Request";
      connection.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    }
    connection.destroy();
  }
}

/**
 * Only then is it certain that the packet begins with a head, and that none of its requests is being answered already: `mended`
 * bytes never begin in the middle of anything.
 */
function isFirstPacket(error: ClientError, connection: Connection): error is ClientError & { rawPacket: Buffer } {
  return (
    error.rawPacket !== undefined &&
    connection.bytesRead === error.rawPacket.length &&
    connection.bytesWritten === 0 &&
    !connection._httpMessage
  );
}

/** Gives a request the method that it was sent with. */
export function restoreMethod(request: IncomingMessage): void {
  const connection: unknown = request.socket;
  if (connection instanceof MendedConnection) request.method = connection.takeMethod() ?? request.method!;
}

/** The connection as a new parser sees it: first the mended bytes, then what comes. */
class MendedConnection extends Duplex {
  readonly #connection: Socket;
  #method: string | undefined;

  constructor(connection: Socket, mended: MendedHead) {
    super();
    this.#connection = connection;
    this.#method = mended.method;
    // The old parser reads no further.
    connection.removeAllListeners("data");
    this.push(mended.bytes);
    connection.on("data", (bytes) => void (this.push(bytes) || connection.pause()));
    connection.on("end", () => this.push(null));
    connection.on("close", () => this.destroy());
  }

  /** That of the mended head, once. */
  takeMethod(): string | undefined {
    const method = this.#method;
    this.#method = undefined;
    return method;
  }

  /** For `x-forwarded-for`. */
  get remoteAddress(): string | undefined {
    return this.#connection.remoteAddress;
  }

  /** How the server limits the time that it waits for another request. The old parser still ends the connection then. */
  setTimeout(ms: number): this {
    this.#connection.setTimeout(ms);
    return this;
  }

  /** What the server calls behind the last answer. */
  destroySoon(): void {
    this.end(() => this.#connection.destroySoon());
  }

  override _read(): void {
    this.#connection.resume();
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#connection.write(bytes, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#connection.destroy();
    done(error);
  }
}
