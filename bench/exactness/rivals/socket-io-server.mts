/**
 * Socket.IO as its documentation says to use it when nothing may get lost: connection state recovery, in the process (with several
 * processes it needs Redis or MongoDB). `POST /events` with a text emits it to everybody and answers when that is done.
 */
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, response) => {
  let id = "";
  request.setEncoding("utf8").on("data", (part: string) => (id += part));
  request.on("end", () => {
    if (request.url === "/events") io.to("everybody").emit("event", id);
    response.end();
  });
});
const io = new Server(http, {
  transports: ["websocket"],
  pingInterval: 2000,
  pingTimeout: 2000,
  connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: true },
});
io.on("connection", (socket) => {
  // Who is recovered has its rooms back.
  if (!socket.recovered) void socket.join("everybody");
});
process.once("SIGTERM", () => {
  void io.close(() => process.exit(0));
});
http.listen(Number(process.env["PORT"]), "127.0.0.1", () => console.log("ready"));
