import { atLeast, atMost, type Finding, median, ratios, spread } from "../host/figures.mjs";
import { cpuSeconds, type Server } from "../host/server.mjs";
import { Clients, type ClientOptions } from "./clients.mjs";
import { asked, untilSequenced } from "./database.mjs";
import { explained } from "./explained.mjs";
import { fillLog } from "./fill-log.mjs";
import { watchMemory } from "./memory.mjs";
import type { Product } from "./product.mjs";
import { type RivalName, startStreamRival } from "./rivals.mjs";
import type { FeedEvent } from "./rivals/publisher.mjs";
import { Writer } from "./writer.mjs";

const MISSED = 100;
/** For the server to be done with the clients that have just left: what that costs is not what coming back costs. */
const LEAVE_MS = 1000;

interface Run {
  /** From the first connect until the last client had everything. */
  wall: number;
  /** Seconds of processor time of the server. */
  cpu: number;
  missing: number;
}

/** Connects all at once and waits until each has what it missed. */
async function comeBack(options: ClientOptions, pid: number): Promise<Run> {
  const cpu = cpuSeconds(pid);
  const began = Date.now();
  const clients = new Clients({ ...options, rate: 1e6, reconnect: 1 });
  const at = await (options.want === undefined ? clients.opened().then(() => Date.now()) : clients.done());
  const used = cpuSeconds(pid) - cpu;
  const { missing, doubled } = await clients.report();
  await clients.end();
  await new Promise((next) => setTimeout(next, LEAVE_MS));
  return { wall: (at - began) / 1000, cpu: used, missing: missing + doubled };
}

/** Many clients, each 100 events behind, come at once. */
export async function measureComingBack(
  product: Product,
  like: FeedEvent,
  count: number,
  rounds: number,
): Promise<Finding> {
  const writer = await Writer.of(product);
  await writer.write(MISSED);
  const { head, epoch } = await untilSequenced(product, writer.orgId);
  const base: ClientOptions = {
    port: product.port,
    paths: await product.streamPaths(count),
    kind: "lobby",
    clients: count,
    epoch,
  };
  const behind = { ...base, lastSeq: head - MISSED, number: writer.last - MISSED, want: MISSED };
  // The feed is in memory from the first client on, as it is while anybody is connected.
  const holder = new Clients({ ...base, clients: 1 });
  await holder.opened();
  const names = ["ws-frames", "ws-naive", "socket-io"] as const satisfies RivalName[];
  const rivals = await Promise.all(names.map((name) => startStreamRival(name)));
  const backlog = Array.from({ length: MISSED }, (_, i) => numbered(like, i + 1));
  for (const rival of rivals) await rival.backlog(backlog);
  const lobby: Run[] = [];
  const compressed: Run[] = [];
  const live: Run[] = [];
  const others: Run[][] = rivals.map(() => []);
  let questions = 0;
  try {
    const before = await asked(product);
    for (let round = 0; round < rounds; round++) {
      lobby.push(await comeBack(behind, product.pid));
      compressed.push(await comeBack({ ...behind, compressed: true }, product.pid));
      live.push(await comeBack({ ...base, lastSeq: head }, product.pid));
      for (const [i, rival] of rivals.entries())
        others[i]!.push(await comeBack(rivalClients(rival, names[i]!, count), rival.pid));
    }
    questions = (await asked(product)).logScans - before.logScans;
  } finally {
    await holder.end();
    for (const rival of rivals) await rival.stop();
  }
  const cpu = (runs: Run[]): number[] => runs.map((run) => run.cpu);
  const row = (title: string, runs: Run[]): string =>
    `| ${title} | ${spread(
      runs.map((run) => run.wall),
      2,
    )} | ${spread(cpu(runs), 2)} | ${runs.reduce((sum, { missing }) => sum + missing, 0)} |`;
  const handshakes = median(cpu(live));
  return {
    title: `Replay: ${count} clients, each ${MISSED} events behind`,
    lines: [
      `All connect at once. Lobby checks each one's login in its database and reads the events from memory; the rivals let everybody in and send the ${MISSED} events of the same bytes that they hold. ${rounds} rounds in turns.`,
      "",
      "| server | seconds until all have everything | processor seconds of the server | events lost or doubled |",
      "|---|---|---|---|",
      row("Lobby", lobby),
      row("Lobby, compression offered", compressed),
      row("Lobby, the same clients with nothing missed", live),
      row("ws, one pre-built write", others[0]!),
      row("ws, one send an event", others[1]!),
      row("Socket.IO 4.8", others[2]!),
    ],
    verdicts: [
      explained(
        atMost(1.5, "processor seconds of Lobby", cpu(lobby)),
        `logins and handshakes take ${handshakes.toFixed(2)} s of it`,
      ),
      explained(
        atMost(0, "questions about the log in the database", [questions], 0),
        "some cursor lay before the ring",
      ),
      explained(
        atMost(
          0,
          "events lost or doubled",
          lobby.map((run) => run.missing),
          0,
        ),
        "see the log",
      ),
      atLeast(1, "processor seconds: Socket.IO's by Lobby's", ratios(cpu(others[2]!), cpu(lobby))),
    ],
  };
}

function rivalClients(rival: Server, name: RivalName, clients: number): ClientOptions {
  const isSocketIo = name === "socket-io";
  const path = isSocketIo ? "/socket.io/?EIO=4&transport=websocket" : "/";
  return { port: rival.port, paths: [path], kind: isSocketIo ? "socketio" : "plain", clients, want: MISSED };
}

function numbered(like: FeedEvent, number: number): FeedEvent {
  const description = `^${"0".repeat(16)}^${number.toString(16).padStart(8, "0")}^`;
  return { ...like, data: { ...like.data, description } };
}

/** One client that was away for a very long time. */
export async function measureLongAbsence(product: Product, events: number): Promise<Finding> {
  const { path, epoch, after } = await fillLog(product, events);
  const memory = watchMemory(product.pid);
  const cpu = cpuSeconds(product.pid);
  const began = Date.now();
  const options: ClientOptions = { port: product.port, paths: [path], kind: "lobby", clients: 1, epoch };
  const clients = new Clients({ ...options, lastSeq: after, number: 0, want: events });
  const seconds = ((await clients.done().finally(() => memory.end())) - began) / 1000;
  const used = cpuSeconds(product.pid) - cpu;
  const grown = memory.end();
  const { bytes, missing, doubled } = await clients.report();
  await clients.end();
  const speed = bytes / 1e6 / seconds;
  return {
    title: `Replay: one client ${events.toLocaleString("en")} events behind`,
    lines: [
      "From the log in PostgreSQL, page by page, acknowledged by the client; one run.",
      "",
      "| seconds | MB | MB/s | events/s | processor seconds of the server | memory grown by MiB | lost or doubled |",
      "|---|---|---|---|---|---|---|",
      `| ${seconds.toFixed(1)} | ${(bytes / 1e6).toFixed(0)} | ${speed.toFixed(0)} | ${(events / seconds).toFixed(0)} | ${used.toFixed(1)} | ${grown.toFixed(0)} | ${missing + doubled} |`,
    ],
    verdicts: [
      explained(
        atLeast(100, "MB/s", [speed], 0),
        used / seconds > 0.85
          ? "the server's core is full"
          : `the server's process used ${((used / seconds) * 100).toFixed(0)} % of its core: the rest is waiting for pages of the log`,
      ),
      explained(atMost(64, "memory grown by MiB", [grown], 0), "pages in flight, see its code"),
      explained(atMost(0, "events lost or doubled", [missing + doubled], 0), "see the log"),
    ],
  };
}
