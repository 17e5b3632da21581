import { coreSeconds } from "../host/figures.mjs";
import { cpuSeconds, type Server } from "../host/server.mjs";
import { Clients, type ClientOptions, type Report } from "./clients.mjs";
import { startNchan } from "./nchan.mjs";
import type { Product } from "./product.mjs";
import { type RivalName, startStreamRival } from "./rivals.mjs";
import type { FeedEvent } from "./rivals/publisher.mjs";
import type { Writer } from "./writer.mjs";

/** A server with its clients connected, and the rate at which it publishes. */
export interface Feed {
  title: string;
  clients: Clients;
  count: number;
  /** Events. */
  perSecond: number;
  pid: () => number;
  publish: (seconds: number) => Promise<number>;
  end: () => Promise<void>;
}

/** What came of publishing for some seconds. */
export interface Run {
  /** Deliveries. */
  offered: number;
  report: Report;
  /** Deliveries a second of wall clock, from the first to the last. */
  perSecond: number;
  /** And by second of the server's processor time. */
  perCpuSecond: number;
  /** Share of its core used by the server's process, and of the client's core by whatever. */
  serverCore: number;
  clientCore: number;
}

/** Warms up, publishes for so long, and waits at most `graceMs` for what is under way. */
async function run(feed: Feed, seconds: number, graceMs = 3000): Promise<Run> {
  feed.clients.measure();
  const warm = (await feed.publish(0.5)) * feed.count;
  await feed.clients.until(({ events }) => events >= warm, 5000);
  feed.clients.measure();
  const [cpu, core, began] = [cpuSeconds(feed.pid()), coreSeconds(1), performance.now()];
  const offered = (await feed.publish(seconds)) * feed.count;
  const report = await feed.clients.until(({ events }) => events >= offered, graceMs);
  const took = (performance.now() - began) / 1000;
  const serverCore = (cpuSeconds(feed.pid()) - cpu) / took;
  return {
    offered,
    report,
    perSecond: report.seconds > 0 ? report.events / report.seconds : 0,
    perCpuSecond: report.events / (serverCore * took),
    serverCore,
    clientCore: (coreSeconds(1) - core) / took,
  };
}

/** Every server in turn; the clients of all of them are connected all the time, which costs those that are idle little. */
export async function inTurns(feeds: Feed[], rounds: number, seconds: number): Promise<Run[][]> {
  const runs: Run[][] = feeds.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, feed] of feeds.entries()) runs[i]!.push(await run(feed, seconds));
  return runs;
}

export async function productFeed(
  product: Product,
  writer: Writer,
  count: number,
  perSecond: number,
  compressed = false,
): Promise<Feed> {
  const paths = await product.streamPaths(count);
  const how = { kind: "lobby", rate: 1500, reconnect: 1, compressed } as const;
  const clients = await connect({ port: product.port, paths, clients: count, ...how });
  const pid = (): number => product.pid;
  const publish = (seconds: number): Promise<number> => writer.writeAtPace(perSecond, seconds);
  const title = compressed ? "Lobby, compression offered" : "Lobby";
  return { title, clients, count, perSecond, pid, publish, end: () => clients.end() };
}

const TITLES: Record<RivalName | "nchan", string> = {
  "socket-io": "Socket.IO 4.8",
  "ws-naive": "ws, one send per client and event",
  "ws-frames": "ws, pre-built frames, one write per socket and tick",
  bun: "Bun, publish (C++)",
  nchan: "nginx with nchan (C), events by HTTP",
};

export async function rivalFeed(
  name: RivalName | "nchan",
  like: FeedEvent,
  count: number,
  perSecond: number,
): Promise<Feed> {
  const server = name === "nchan" ? await startNchan() : await startStreamRival(name);
  const isSocketIo = name === "socket-io";
  const path = isSocketIo ? "/socket.io/?EIO=4&transport=websocket" : "/";
  const kind = isSocketIo ? "socketio" : "plain";
  const clients = await connect({ port: server.port, paths: [path], kind, clients: count, rate: 3000 });
  return {
    title: TITLES[name],
    clients,
    count,
    perSecond,
    pid: () => (server satisfies Server).pid,
    publish: (seconds) => server.publish(like, perSecond, seconds),
    end: async () => {
      await clients.end();
      await server.stop();
    },
  };
}

async function connect(options: ClientOptions): Promise<Clients> {
  const clients = new Clients(options);
  await clients.opened();
  return clients;
}
