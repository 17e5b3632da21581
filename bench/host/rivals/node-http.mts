/** The same upload on plain node:http. */
import { createServer } from "node:http";

/**
 * Live objects of about as many MB as an application has: above 8 MB V8 answers the memory of buffers with whole collections, so
 * that a process with nothing in it is no measure for one with something.
 */
const megabytes = Number(process.env["HEAP_MB"] ?? 0);
const live = Array.from({ length: megabytes * 16_000 }, (_, i) => ({ i, text: [i, i + 1] }));

const server = createServer((request, response) => {
  let bytes = 0;
  request.on("data", (chunk: Buffer) => (bytes += chunk.length));
  request.on("end", () => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.end(String(bytes));
  });
});
server.requestTimeout = 0;
server.on("close", () => console.log(live.length));
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => console.log("ready"));
