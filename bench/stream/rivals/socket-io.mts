/** Socket.IO as it is shipped, without polling and compression; with RECOVERY its connection state recovery. */
import { Server } from "socket.io";
import type { FeedEvent } from "./publisher.mjs";
import { serve } from "./serve.mjs";

let backlog: FeedEvent[] = [];
const http = serve({
  publish: (events) => {
    for (const event of events) io.emit("event", event);
  },
  backlog: (events) => (backlog = events),
});
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  ...(process.env["RECOVERY"] === undefined ? {} : { connectionStateRecovery: {} }),
});
io.on("connection", (socket) => {
  for (const event of backlog) socket.emit("event", event);
});
// As its documentation advises where memory matters.
io.engine.on("connection", (raw: { request: unknown }) => (raw.request = null));
