/** `ws` as fast as it goes: frames are built once and written straight to the sockets, one write per socket and tick. */
import type { Duplex } from "node:stream";
import * as ws from "ws";
import type { FeedEvent } from "./publisher.mjs";
import { serve } from "./serve.mjs";

/** A class of the library that its types leave out. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };
const connection = (socket: ws.WebSocket): Duplex => (socket as unknown as { _socket: Duplex })._socket;

function frames(events: FeedEvent[]): Buffer {
  const how = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: false };
  return Buffer.concat(events.flatMap((event) => Sender.frame(Buffer.from(JSON.stringify(event)), how)));
}

let backlog: Buffer | null = null;
const server = serve({
  publish: (events) => {
    const bytes = frames(events);
    for (const client of sockets.clients) connection(client).write(bytes);
  },
  backlog: (events) => (backlog = events.length === 0 ? null : frames(events)),
});
const sockets = new ws.WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket) => {
  if (backlog !== null) connection(socket).write(backlog);
});
