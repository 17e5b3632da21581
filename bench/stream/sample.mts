import WebSocket from "ws";
import type { Product } from "./product.mjs";
import type { FeedEvent } from "./rivals/publisher.mjs";
import { Writer } from "./writer.mjs";

/** An event as Lobby sends it, for the rivals to send as well. */
export async function sampleEvent(product: Product): Promise<FeedEvent> {
  const [path] = await product.streamPaths(1);
  const writer = await Writer.of(product);
  const socket = new WebSocket(`ws://127.0.0.1:${product.port}${path}`);
  try {
    return await new Promise<FeedEvent>((resolve, reject) => {
      socket.on("open", () => socket.send('{"services":["finance"],"version":1}'));
      socket.on("error", reject);
      socket.on("message", (data: Buffer) => {
        const frame = JSON.parse(data.toString("utf8")) as { type: string; events?: FeedEvent[]; message?: string };
        if (frame.type === "ack") writer.write(1).catch(reject);
        else if (frame.type === "error") reject(new Error(frame.message));
        else if (frame.events?.[0] !== undefined) resolve(frame.events[0]);
      });
    });
  } finally {
    socket.terminate();
  }
}
