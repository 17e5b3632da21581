import { setTimeout as rest } from "node:timers/promises";
import { atMost, type Finding } from "../host/figures.mjs";
import { Clients, type ClientOptions, type Report } from "./clients.mjs";
import { curve, type Moment, watch } from "./curve.mjs";
import { untilSequenced } from "./database.mjs";
import { explained } from "./explained.mjs";
import { mark, preciseClock } from "./marks.mjs";
import type { Product } from "./product.mjs";
import { type RivalServer, startStreamRival } from "./rivals.mjs";
import type { FeedEvent } from "./rivals/publisher.mjs";
import { Writer } from "./writer.mjs";

const PER_SECOND = 200;
/** So long after the server was ready events are still written while somebody is not up to date. */
const WRITE_MS = 20_000;
/** So long the clients have for the rest, once nothing more is written. */
const REST_MS = 60_000;

interface Storm {
  report: Report;
  /** Seconds from kill to ready, and from ready until 50, 99 and 100 % of the clients were up to date; NaN: never. */
  down: number;
  caughtUp: number[];
  /** Events that were written, or that the server had accepted. */
  accepted: number;
  /** Clients that stand at the last event, with its digest. */
  complete: number;
  /** From the last event on until all of them did, or until nobody waited any more. */
  rest: number;
  moments: Moment[];
}

/** What differs between the servers under test. */
interface Subject {
  options: ClientOptions;
  /** Writes at the pace until `stop`; resolves with how many events were accepted. */
  write(stop: AbortSignal): Promise<number>;
  /** Kills and restarts; resolves with the time at which it served again. */
  restart(): Promise<number>;
  /** The newest event and its digest, once everything accepted is sent. */
  end(): Promise<{ number: number; digest: string }>;
}

async function storm(subject: Subject): Promise<Storm> {
  const { options } = subject;
  const clients = new Clients({ ...options, rate: 2000, reconnect: 1 });
  await clients.opened();
  const stop = new AbortController();
  const writing = subject.write(stop.signal);
  await rest(3000);
  clients.measure();
  const killedAt = Date.now();
  const readyAt = await subject.restart();
  const isBack = ({ open, caughtUp }: Report): boolean => open === options.clients && caughtUp[2] > 0;
  const moments = await watch(clients, readyAt, isBack, WRITE_MS);
  const back = moments.at(-1)!.report;
  await rest(1000);
  stop.abort();
  const accepted = await writing;
  const last = await subject.end();
  const endedAt = Date.now();
  const isComplete = ({ heads }: Report): boolean => heads.every(({ number }) => number === last.number);
  const report = await clients.until(isComplete, REST_MS);
  const seconds = (Date.now() - endedAt) / 1000;
  await clients.end();
  const stand = report.heads.filter(({ number, digest }) => number === last.number && digest === last.digest);
  return {
    report,
    down: (readyAt - killedAt) / 1000,
    caughtUp: back.caughtUp.map((at) => (at === 0 ? Number.NaN : (at - readyAt) / 1000)),
    accepted,
    complete: stand.reduce((sum, { clients: count }) => sum + count, 0),
    rest: seconds,
    moments,
  };
}

/** Everybody loses the server at once while events go on. */
export async function measureStorm(product: Product, like: FeedEvent, count: number): Promise<Finding> {
  const lobby = await storm(await productSubject(product, count));
  const socketIo = await storm(await socketIoSubject(like, count));
  const row = (title: string, { report, down, caughtUp, accepted, complete, rest: after }: Storm): string =>
    `| ${[title, accepted, down.toFixed(1), ...caughtUp.map((s) => s.toFixed(2)), report.missing, report.doubled, complete, after.toFixed(1), report.resyncs + report.unrecovered].join(" | ")} |`;
  return {
    title: `Storm: SIGKILL with ${count} clients under ${PER_SECOND} events/s`,
    lines: [
      `The server's processes are killed and started again while events are written. A client that lost its connection comes back within two seconds (evenly spread) until it is served. Up to date: it has an event younger than half a second. Lost and doubled are counted by each client over all events from the first it saw; complete are clients that stand at the last event, with the digest of the log, in the end. Events are written until everybody is up to date, at most ${WRITE_MS / 1000} s from when the server was ready; then the clients have ${REST_MS / 1000} s for the rest. Lobby's clients offer compression, as its own does.`,
      "",
      "| server | events accepted | down, s | ready until 50 % are up to date, s | 99 % | all | lost | doubled | complete clients | s from the last event until they were | clients whose cursor was not honoured |",
      "|---|---|---|---|---|---|---|---|---|---|---|",
      row("Lobby", lobby),
      row("Socket.IO 4.8, connection state recovery", socketIo),
      "",
      ...curve("Lobby", lobby.moments),
      "",
      ...curve("Socket.IO", socketIo.moments),
    ],
    verdicts: [
      explained(
        atMost(5, "seconds of Lobby from ready until 99 % are up to date", [lobby.caughtUp[1]!]),
        whyLate(lobby),
      ),
      explained(
        atMost(0, "events lost or doubled by Lobby", [lobby.report.missing + lobby.report.doubled], 0),
        "a defect",
      ),
      explained(
        atMost(0, "clients of Lobby that do not end with the log's digest", [count - lobby.complete], 0),
        `a defect: nothing was written for the last ${REST_MS / 1000} s`,
      ),
    ],
  };
}

/** What the clients that are not up to date wait for, where most of them do. */
function whyLate({ moments }: Storm): string {
  const { report } = moments.find(({ at }) => at >= 5) ?? moments.at(-1)!;
  const waiting = report.connecting + report.upgrading + report.greeting;
  const behind = report.open - report.current;
  return `5 s after it was ready ${waiting} wait for their handshake, ${behind} are served and behind, ${report.waiting} wait to connect`;
}

async function productSubject(product: Product, count: number): Promise<Subject> {
  const writer = await Writer.of(product);
  return {
    options: {
      port: product.port,
      paths: await product.streamPaths(count),
      kind: "lobby",
      clients: count,
      compressed: true,
    },
    write: async (stop) => {
      let written = 0;
      while (!stop.aborted) written += await writer.writeAtPace(PER_SECOND, 0.5);
      return written;
    },
    restart: async () => {
      await product.kill();
      return product.boot();
    },
    end: async () => {
      const { channels } = await untilSequenced(product, writer.orgId);
      return { number: writer.last, digest: channels.get("finance/1")?.digest ?? "" };
    },
  };
}

async function socketIoSubject(like: FeedEvent, count: number): Promise<Subject> {
  const start = (port?: number): Promise<RivalServer> => startStreamRival("socket-io", { RECOVERY: "1" }, port);
  let server = await start();
  let last = 0;
  return {
    options: {
      port: server.port,
      paths: ["/socket.io/?EIO=4&transport=websocket"],
      kind: "socketio",
      clients: count,
    },
    // What the server did not accept is offered again, in order.
    write: async (stop) => {
      const clock = preciseClock();
      while (!stop.aborted) {
        const description = mark(clock(), last + 1);
        const isAccepted = await server.emit([{ ...like, data: { ...like.data, description } }]).then(
          () => true,
          () => false,
        );
        if (isAccepted) last++;
        await rest(1000 / PER_SECOND);
      }
      return last;
    },
    restart: async () => {
      await server.stop("SIGKILL");
      server = await start(server.port);
      return Date.now();
    },
    end: async () => {
      void rest(1000).then(() => server.stop());
      return { number: last, digest: "" };
    },
  };
}
