/** Plain `ws`: frames are built once and written straight to the sockets, one write per socket and tick. */
import type { Duplex } from "node:stream";
import * as ws from "ws";
import type { FeedEvent } from "../app/publisher.mjs";
import { serveFeed } from "./serve-feed.mjs";

const server = serveFeed((events, how) => {
  const messages: { events: FeedEvent[] }[] =
    how === "batch" ? [{ events }] : events.map((event) => ({ events: [event] }));
  const frames = Buffer.concat(messages.flatMap((message) => frame(JSON.stringify(message))));
  for (const client of sockets.clients) (client as unknown as { _socket: Duplex })._socket.write(frames);
});
const sockets = new ws.WebSocketServer({ server, perMessageDeflate: false });

/** A class of the library that its types leave out. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };

function frame(text: string): Buffer[] {
  return Sender.frame(Buffer.from(text), { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: false });
}
