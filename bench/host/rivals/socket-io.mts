/** Socket.IO as it is shipped, without polling and compression. */
import { Server } from "socket.io";
import { serveFeed } from "./serve-feed.mjs";

const io = new Server(
  serveFeed((events, how) => {
    if (how === "batch") io.emit("feed", { events });
    else for (const event of events) io.emit("feed", { events: [event] });
  }),
  { transports: ["websocket"], perMessageDeflate: false },
);
