import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { type FeedEvent, type Pace, publishAtPace } from "../app/publisher.mjs";

export type How = "batch" | "each";

/** An HTTP server with the same `POST /feed/publish` as the application under test. */
export function serveFeed(publish: (events: FeedEvent[], how: How) => void): Server {
  const server = createServer((request, response) => {
    void (async () => {
      const { how, ...pace } = JSON.parse(await text(request)) as Pace & { how: How };
      const published = await publishAtPace(pace, (events) => publish(events, how));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(published));
    })();
  });
  server.listen(Number(process.env["PORT"]), "127.0.0.1", 4096, () => console.log("ready"));
  return server;
}
