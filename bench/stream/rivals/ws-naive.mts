/** `ws` as most people write it: one send per client and event. */
import { WebSocketServer } from "ws";
import { serve } from "./serve.mjs";

let backlog: string[] = [];
const server = serve({
  publish: (events) => {
    for (const event of events) {
      const text = JSON.stringify(event);
      for (const client of sockets.clients) client.send(text);
    }
  },
  backlog: (events) => (backlog = events.map((event) => JSON.stringify(event))),
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket) => {
  for (const text of backlog) socket.send(text);
});
