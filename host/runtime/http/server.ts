import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { inspect } from "node:util";
import type { ServiceCalls } from "../calls/service-calls";
import type { RuntimeContext } from "../context";
import { type Header, protocolHeaders, withoutHeaders } from "../streams/protocol-headers";
import type { Delivery } from "./exchange";
import type { FrontDoor } from "./front-door";
import { ServerRequest } from "./whole-body";
import { type ClientError, RefusedBytes, restoreMethod } from "./refused-bytes";
import { Takers } from "./takers";

/** Bytes of a request head. Above the limit of the path, so that a long path gets its own answer. */
const MAX_HEAD_BYTES = 128 * 1024;
/** From the first byte of a request head to its last. Node's own default falls to none together with `requestTimeout`. */
const HEAD_MS = 60_000;
/** Longer than the idle time of common proxies, so that a proxy never writes into a connection that we just closed. */
const KEEP_ALIVE_MS = 75_000;
/** Silence after which the system asks whether the other side of a connection still lives. */
const PROBE_AFTER_MS = 30_000;
/** At least between the signal and the cut of open sockets, so that what handlers send on the signal still leaves. */
const CUT_SOCKETS_AFTER_MS = 250;
/**
 * Connections that wait to be taken while the process is busy, as when clients come back all at once. What is beyond is dropped, and
 * tried again a second later at the earliest; Node's own default is 511. The system may allow fewer.
 */
const BACKLOG = 8192;
/** What connections are like; half open and without delay as Node's own servers have them. */
const CONNECTION = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: PROBE_AFTER_MS };
/** How often connections that have become idle are closed while the process ends. */
const CLOSE_IDLE_EVERY_MS = 50;

/** What the server hands its requests to. */
export type Door = Pick<FrontDoor, "serve" | "isStream">;

/** Opens the port, unless the process is ending already, and serves until it ends. Rejects when the port cannot be had. */
export async function listen(
  context: RuntimeContext,
  door: FrontDoor,
  calls: Pick<ServiceCalls, "idle">,
): Promise<void> {
  if (context.lifecycle.stopping) return;
  const server = httpServer(door, (error) =>
    context.log.write("error", "connection cut by a defect", { error: inspect(error) }),
  );
  const { host, port } = context.config.listen;
  await openPort(server, port, host);
  const takers = new Takers(server, CONNECTION, BACKLOG);
  context.lifecycle.onShutdown("drain", () => drain(server, takers, door, calls));
}

export async function openPort(server: Server, port: number, host: string): Promise<void> {
  server.listen({ port, host, backlog: BACKLOG });
  await once(server, "listening");
}

/** Not listening yet. What the door throws, now or later, is a defect: it is reported and costs its connection, never the process. */
export function httpServer(door: Door, report: (error: unknown) => void): Server {
  const server = createServer({
    IncomingMessage: ServerRequest,
    maxHeaderSize: MAX_HEAD_BYTES,
    requireHostHeader: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    ...CONNECTION,
    headersTimeout: HEAD_MS,
    // A long upload has no deadline.
    requestTimeout: 0,
  });
  const cut = (connection: Socket) => (error: unknown) => {
    connection.destroy();
    report(error);
  };
  const refused = new RefusedBytes(server);
  server.on("clientError", (error: ClientError, connection) => refused.handle(error, connection as Socket));
  server.on("connect", (_request, connection) => {
    connection.on("error", () => connection.destroy());
    connection.end("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  // An expectation that nobody knows is ignored; Node would refuse it.
  server.on("checkExpectation", (request, response) => void server.emit("request", request, response));
  server.on("request", (request, response) => {
    restoreMethod(request);
    // Node takes any version for the last one that it knows.
    if (request.httpVersionMajor !== 1) return refuse(response);
    if (request.httpVersionMinor === 0) {
      answerInVersion10(response);
      // RFC 9112, 6.1: that version knows no codings, so the end of such a body is anybody's guess.
      if (request.headers["transfer-encoding"] !== undefined) return refuse(response);
    }
    const onDefect = cut(request.socket);
    try {
      door.serve({ request, response, onDefect });
    } catch (error) {
      onDefect(error);
    }
  });
  server.on("upgrade", (request: IncomingMessage, connection: Socket, head: Buffer) => {
    const onDefect = cut(connection);
    try {
      onUpgrade(server, door, request, { connection, head, onDefect });
    } catch (error) {
      onDefect(error);
    }
  });
  return server;
}

function refuse(response: ServerResponse): void {
  response.writeHead(400, ["content-length", "0", "connection", "close"]);
  response.end();
}

/** Node names version 1.1 in every answer; this private method of Node's is where the status line passes. */
function answerInVersion10(response: ServerResponse & { _storeHeader?: StoreHeader }): void {
  const store = response._storeHeader;
  if (store)
    response._storeHeader = (statusLine, headers) =>
      store.call(response, statusLine.replace("HTTP/1.1", "HTTP/1.0"), headers);
}

type StoreHeader = (this: ServerResponse, statusLine: string, headers: unknown) => void;

/** A connection that Node has taken out of its HTTP parser. */
interface Upgrade {
  connection: Socket;
  head: Buffer;
  onDefect: Delivery["onDefect"];
}

function onUpgrade(server: Server, door: Door, request: IncomingMessage, upgrade: Upgrade): void {
  const { connection, head, onDefect } = upgrade;
  if (carriesAnswer(connection)) return void connection.destroy();
  const added = protocolHeaders(request.headers["sec-websocket-protocol"]);
  if (added !== "malformed" && !door.isStream(request)) return serveAsPlain(server, request, added, connection, head);
  connection.on("error", destroyIt);
  const response = new ServerResponse(request);
  response.assignSocket(connection);
  response.shouldKeepAlive = false;
  response.on("finish", () => connection.destroySoon());
  const release = (): void => response.detachSocket(connection);
  door.serve({ request, response, onDefect }, { connection, head, added, release });
}

/** Without what is around it: the connection may live for days, and its request must not. */
function destroyIt(this: Socket): void {
  this.destroy();
}

/**
 * True while an earlier request on the connection is still being answered. Node emits `upgrade` for a pipelined request all the
 * same, and has then already taken the connection from that answer's parser; only this private property of Node tells.
 */
function carriesAnswer(connection: Socket & { _httpMessage?: ServerResponse | null }): boolean {
  return Boolean(connection._httpMessage);
}

/**
 * A request that asks for an upgrade we do not make is an ordinary request. Node has taken the connection out of its HTTP parser
 * and not read the body; so the head, without the wish and with the headers `added` by subprotocols, goes back in front of the
 * rest, and the parser begins again.
 */
function serveAsPlain(
  server: Server,
  request: IncomingMessage,
  added: readonly Header[],
  connection: Socket,
  head: Buffer,
): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i]!;
    const value = request.rawHeaders[i + 1]!;
    if (name.toLowerCase() === "sec-websocket-protocol") lines.push(`${name}: ${withoutHeaders(value)}`);
    else if (name.toLowerCase() === "connection") lines.push(`${name}: ${withoutUpgrade(value)}`);
    else if (!["upgrade", "http2-settings"].includes(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  for (const [name, value] of added) lines.push(`${name}: ${value}`);
  connection.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", connection);
}

function withoutUpgrade(connection: string): string {
  const wishes = connection.split(",").map((wish) => wish.trim());
  return wishes.filter((wish) => !/^(?:upgrade|http2-settings)$/i.test(wish)).join(", ");
}

/**
 * Calls between services are requests too, and are finished; as long as one is under way the process lives, and sockets with it
 * (facts 6, "Shutdown").
 */
async function drain(
  server: Server,
  takers: Takers,
  door: FrontDoor,
  calls: Pick<ServiceCalls, "idle">,
): Promise<void> {
  const closed = Promise.all([once(server, "close"), takers.close()]);
  server.close();
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  await Promise.all([calls.idle(), new Promise((resolve) => setTimeout(resolve, CUT_SOCKETS_AFTER_MS))]);
  door.upgrader.cutAll();
  await closed;
  clearInterval(idle);
  door.upgrader.cutAll();
}
