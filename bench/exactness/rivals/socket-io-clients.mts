/** Socket.IO's own client, many times, with its defaults but for the pauses of its reconnects. Tells its parent what each saw. */
import { io } from "socket.io-client";

const [url, count] = process.argv.slice(2);
const clients = Array.from({ length: Number(count) }, () => {
  const client = { seen: [] as string[], connections: 0, recovered: 0 };
  const socket = io(String(url), {
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 500,
    timeout: 5000,
  });
  socket.on("connect", () => {
    client.connections += 1;
    if (socket.recovered) client.recovered += 1;
  });
  socket.on("event", (id: string) => client.seen.push(id));
  return client;
});
process.on("message", () => process.send?.(clients));
