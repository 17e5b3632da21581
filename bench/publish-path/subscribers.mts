import { loadClient, runOnClientCore } from "../host/load.mjs";
import { listen, type Server } from "../lib/lobby.mjs";
import type { Hotel } from "./databases.mjs";

/** What the subscribers of a run got. */
export interface Got {
  /** Deliveries over all subscribers. */
  events: number;
  /** Commit until parsed, milliseconds. */
  p50: number;
  p99: number;
}

export interface Subscribers {
  stop(): Promise<Got>;
}

/** So many sockets of one person, read by the load client in C. */
export async function followOne(server: Server, { token }: Hotel, sockets: number): Promise<Subscribers> {
  const client = runOnClientCore(loadClient("wsload", ".lobby/bench"), [
    "127.0.0.1",
    String(server.port),
    `/v2/realtime/stream?access_token=${token}`,
    String(sockets),
    "500",
    JSON.stringify({ services: ["finance"], version: 1 }),
  ]);
  await client.line("open");
  return {
    async stop() {
      client.interrupt();
      return JSON.parse(await client.last) as Got;
    },
  };
}

/** One socket for each hotel. */
export async function followEach(server: Server, hotels: readonly Hotel[]): Promise<Subscribers> {
  const took: number[] = [];
  const onText = (text: string): void => {
    const now = Date.now();
    for (const [, stamp] of text.matchAll(/T([0-9a-f]{16})T/g)) took.push(now - Number.parseInt(stamp ?? "", 16) / 1e6);
  };
  const sockets = await Promise.all(hotels.map(({ token }) => listen(server.port, token, () => {}, onText)));
  return {
    async stop() {
      for (const socket of sockets) socket.terminate();
      took.sort((a, b) => a - b);
      const at = (p: number): number => took[Math.floor(took.length * p)] ?? Number.NaN;
      return { events: took.length, p50: at(0.5), p99: at(0.99) };
    },
  };
}
