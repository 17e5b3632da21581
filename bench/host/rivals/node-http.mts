/** The same upload on plain node:http. */
import { createServer } from "node:http";

const server = createServer((request, response) => {
  let bytes = 0;
  request.on("data", (chunk: Buffer) => (bytes += chunk.length));
  request.on("end", () => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.end(String(bytes));
  });
});
server.requestTimeout = 0;
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => console.log("ready"));
