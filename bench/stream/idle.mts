import { atMost, type Finding } from "../host/figures.mjs";
import { cpuSeconds, residentMiB, type Server } from "../host/server.mjs";
import { Clients, type ClientOptions } from "./clients.mjs";
import { asked, connectionCount } from "./database.mjs";
import { explained } from "./explained.mjs";
import type { Product } from "./product.mjs";
import { type RivalName, startStreamRival } from "./rivals.mjs";

/** Time for garbage to be collected and pings to settle. */
const REST_MS = 5000;
const rest = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** With the time that counting takes, longer than a pool keeps the connections that only the handshakes needed. */
const POOLS_SHRINK_MS = 55_000;

interface Idle {
  /** Bytes of resident memory a connection. */
  bytes: number;
  /** Microseconds of processor time a second and connection. */
  cpu: number;
}

/** What so many connections with nothing to do cost. */
async function idle(options: ClientOptions, pid: number, seconds: number): Promise<Idle> {
  const memory = residentMiB(pid);
  const nothing = await busy(pid, seconds);
  const clients = new Clients({ ...options, rate: 1500, reconnect: 1 });
  await clients.opened();
  await rest(REST_MS);
  const with10k = await busy(pid, seconds);
  const bytes = ((residentMiB(pid) - memory) * 2 ** 20) / options.clients;
  await clients.end();
  return { bytes, cpu: ((with10k - nothing) * 1e6) / options.clients };
}

/** Share of a core that a process uses. */
async function busy(pid: number, seconds: number): Promise<number> {
  const cpu = cpuSeconds(pid);
  const began = performance.now();
  await rest(seconds * 1000);
  return (cpuSeconds(pid) - cpu) / ((performance.now() - began) / 1000);
}

interface Questions {
  clients: number;
  connections: number;
  perSecond: number;
}

async function questions(product: Product, base: ClientOptions, count: number, restMs: number): Promise<Questions> {
  const clients = new Clients({ ...base, clients: count, rate: 1500, reconnect: 1 });
  await clients.opened();
  await rest(restMs);
  const total = ({ transactions }: { transactions: Record<string, number> }): number =>
    Object.values(transactions).reduce((sum, value) => sum + value, 0);
  const before = total(await asked(product));
  const began = performance.now();
  await rest(5000);
  const after = total(await asked(product));
  const found = {
    clients: count,
    connections: await connectionCount(product),
    perSecond: (after - before) / ((performance.now() - began) / 1000),
  };
  await clients.end();
  return found;
}

/** Ten thousand connections that nothing is sent to. */
export async function measureIdle(product: Product, count: number, seconds: number): Promise<Finding> {
  const base: ClientOptions = {
    port: product.port,
    paths: await product.streamPaths(count),
    kind: "lobby",
    clients: count,
  };
  const found: [string, Idle][] = [["Lobby, with session", await idle(base, product.pid, seconds)]];
  const rivals: [RivalName, string, Partial<ClientOptions>][] = [
    ["ws-naive", "ws, bare", { kind: "plain", paths: ["/"] }],
    ["socket-io", "Socket.IO 4.8", { kind: "socketio", paths: ["/socket.io/?EIO=4&transport=websocket"] }],
  ];
  for (const [name, title, options] of rivals) {
    const server: Server = await startStreamRival(name);
    found.push([title, await idle({ ...base, ...options, port: server.port }, server.pid, seconds)]);
    await server.stop();
  }
  const asks: Questions[] = [];
  for (const clients of [1, Math.max(1, count / 100)]) asks.push(await questions(product, base, clients, 0));
  asks.push(await questions(product, base, count, POOLS_SHRINK_MS));
  const [few, , many] = asks as [Questions, Questions, Questions];
  const lobby = found[0]![1];
  return {
    title: `Idle: ${count} connections`,
    lines: [
      `Resident memory above that of the server without connections, ${REST_MS / 1000} s after the last was opened; processor time above that of the server without connections, over ${seconds} s.`,
      "",
      "| server | KB a connection | processor time a connection, µs/s |",
      "|---|---|---|",
      ...found.map(([title, { bytes, cpu }]) => `| ${title} | ${(bytes / 1000).toFixed(1)} | ${cpu.toFixed(2)} |`),
      "",
      "| clients of Lobby | its connections to PostgreSQL | transactions a second |",
      "|---|---|---|",
      ...asks.map((each) => `| ${each.clients} | ${each.connections} | ${each.perSecond.toFixed(1)} |`),
    ],
    verdicts: [
      explained(
        atMost(10, "KB of a connection with session", [lobby.bytes / 1000], 1),
        "see the table: what bare ws takes of it",
      ),
      explained(
        atMost(3, "µs of processor time a second and connection", [lobby.cpu]),
        "pings every 30 s and the look at rights",
      ),
      explained(
        atMost(1.5, "transactions a second with all clients by those with one", [many.perSecond / few.perSecond]),
        "something asks per client or login",
      ),
      explained(
        atMost(
          0,
          "connections to PostgreSQL more with all clients than with one",
          [many.connections - few.connections],
          0,
        ),
        "the pools have not yet given back what the handshakes needed",
      ),
    ],
  };
}
