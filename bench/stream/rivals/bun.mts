/** Bun's own WebSockets (the engine of uWebSockets, in C++) with its publish. */
import { answer, type FeedEvent, type Rival } from "./publisher.mjs";

interface BunSocket {
  subscribe(topic: string): void;
  send(text: string): void;
}
interface BunServer {
  publish(topic: string, text: string): void;
  upgrade(request: Request): boolean;
}
declare const Bun: { serve(options: object): BunServer };

let backlog: string[] = [];
const rival: Rival = {
  publish: (events: FeedEvent[]) => {
    for (const event of events) server.publish("all", JSON.stringify(event));
  },
  backlog: (events: FeedEvent[]) => (backlog = events.map((event) => JSON.stringify(event))),
};
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.env["PORT"]),
  idleTimeout: 0,
  async fetch(request: Request, self: BunServer) {
    if (self.upgrade(request)) return undefined;
    return new Response(await answer(rival, new URL(request.url).pathname, await request.text()));
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    open(socket: BunSocket) {
      socket.subscribe("all");
      for (const text of backlog) socket.send(text);
    },
    message() {},
  },
});
console.log("ready");
