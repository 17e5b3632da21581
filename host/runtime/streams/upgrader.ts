import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { streamCounts } from "./counts";

/** The only subprotocol, of clients that give headers as further ones. */
const SPOKEN = "encore-ws";
/** Bytes of one client message (facts 7.1); a longer one cuts the connection. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/**
 * Cuts the connection of a client that breaks the protocol, where the library would first tell it why: the genuine runtime sends
 * no close frame then. The library names a reason only in its answer to a close frame, and a code only then and for an error;
 * handlers close without either.
 */
class StreamSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === undefined || reason !== undefined) return super.close(code, reason);
    streamCounts.protocolErrors++;
    this.terminate();
  }
}

/** Turns accepted requests into WebSockets, and knows all that are open. */
export class Upgrader {
  readonly #open = new Set<WebSocket>();
  #isOver = false;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    WebSocket: StreamSocket,
  });

  /** Answers 101 and calls back, or 400 when the handshake headers are no WebSocket's. Once all were cut, it cuts. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer, opened: (ws: WebSocket) => void): void {
    if (this.#isOver) return void connection.destroy();
    chooseProtocol(request);
    this.#server.handleUpgrade(request, connection, head, (ws) => {
      this.#open.add(ws);
      ws.on("close", () => this.#open.delete(ws));
      opened(ws);
    });
  }

  /** Cuts every socket, without a close frame (facts 6, "Shutdown"), and those whose authentication ends only later. */
  cutAll(): void {
    this.#isOver = true;
    for (const ws of this.#open) ws.terminate();
  }
}

/** Leaves of the offered subprotocols the one that is spoken: the library refuses lists that the genuine runtime overlooks. */
function chooseProtocol({ headers, headersDistinct }: IncomingMessage): void {
  const [first] = headersDistinct["sec-websocket-protocol"] ?? [];
  if (first?.split(",").some((name) => name.trim() === SPOKEN)) headers["sec-websocket-protocol"] = SPOKEN;
  else delete headers["sec-websocket-protocol"];
}
