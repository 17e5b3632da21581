import type { Server } from "../lib/lobby.mjs";
import { Clients } from "../stream/clients.mjs";
import type { Hotel } from "./databases.mjs";

/** What the subscribers of a run got. */
export interface Got {
  /** Deliveries over all subscribers. */
  deliveries: number;
  /** Connections that the server ended. */
  cut: number;
  /** Commit until parsed, milliseconds. */
  p50: number;
  p99: number;
  /** Seconds of processor time of the load client. */
  clientSeconds: number;
}

/** So many sockets that follow the hotels in turns and acknowledge as the product's own client does, in the load client in C. */
export async function follow(server: Server, hotels: readonly Hotel[], sockets: number): Promise<Clients> {
  const paths = hotels.map(({ token }) => `/v2/realtime/stream?access_token=${token}`);
  const clients = new Clients({ port: server.port, paths, kind: "lobby", clients: sockets, rate: 500 });
  await clients.opened();
  clients.measure();
  return clients;
}

/** Ends them, when they have so many deliveries or nothing more comes. */
export async function unfollow(clients: Clients, deliveries: number): Promise<Got> {
  const { events, closed, p50, p99, cpu } = await clients.until((report) => report.events >= deliveries, 5000);
  await clients.end();
  return { deliveries: events, cut: closed, p50, p99, clientSeconds: cpu };
}
