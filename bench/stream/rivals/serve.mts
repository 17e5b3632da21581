import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { answer, type Rival } from "./publisher.mjs";

/** The HTTP server of a rival on Node, for its sockets and for our commands. */
export function serve(rival: Rival): Server {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await answer(rival, request.url ?? "", await text(request));
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    })();
  });
  return server.listen(Number(process.env["PORT"]), "127.0.0.1", 8192, () => console.log("ready"));
}
