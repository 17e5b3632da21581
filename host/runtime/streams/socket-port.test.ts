import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { Socket as Handle } from "./handles";
import { Outbound, OutboundEncoder } from "./outbound";
import { SocketPort } from "./socket-port";
import { Upgrader } from "./upgrader";

interface Pair {
  port: SocketPort;
  /** The port's own end. */
  ws: WebSocket;
  client: WebSocket;
  cuts: number[];
}

let server: Server;
let upgrader: Upgrader;
let pair: Pair;

beforeEach(async () => {
  upgrader = new Upgrader();
  const cuts: number[] = [];
  const opened = new Promise<Pick<Pair, "port" | "ws">>((resolve) => {
    server = createServer().on("upgrade", (request, connection: Socket, head) => {
      upgrader.upgrade(request, connection, head, (ws) => {
        const events = { decode: (data: Buffer) => data.toString(), cut: (bytes: number) => cuts.push(bytes) };
        resolve({ ws, port: new SocketPort(ws, connection, events) });
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    perMessageDeflate: false,
  });
  await once(client, "open");
  pair = { ...(await opened), client, cuts };
});

afterEach(() => {
  pair.client.terminate();
  upgrader.cutAll();
  server.close();
});

const megabyte = new Outbound("x".repeat(1024 * 1024));

/** Sends until the port asks to wait. */
function untilBehind({ port }: Pair): Promise<void> {
  for (;;) {
    const waits = port.send(megabyte);
    if (waits) return waits;
  }
}

describe("frames arrive as they were sent", () => {
  test.each([0, 125, 126, 65_535, 65_536])("%i bytes", async (length) => {
    const text = "ü".repeat(length / 2) + "x".repeat(length % 2);
    const message = once(pair.client, "message") as Promise<[Buffer, boolean]>;
    await pair.port.send(new Outbound(text));
    const [data, isBinary] = await message;
    expect(isBinary).toBe(false);
    expect(data.toString()).toBe(text);
  });
});

test("send waits for nothing while the client keeps up", () => {
  expect(pair.port.send(new Outbound("{}"))).toBeUndefined();
});

test("send asks to wait when the client does not read, until it reads again", async () => {
  pair.client.pause();
  const room = untilBehind(pair);
  pair.client.resume();
  await room;
  expect(pair.cuts).toEqual([]);
});

test("send no longer waits once the client has left", async () => {
  pair.client.pause();
  const room = untilBehind(pair);
  pair.client.terminate();
  await room;
  expect(() => pair.port.send(megabyte)).toThrow("channel closed");
});

test("a sender that does not wait for a client that does not read loses the socket, at a bound", () => {
  pair.client.pause();
  const endless = (): void => {
    for (;;) void pair.port.send(megabyte);
  };
  expect(endless).toThrow("channel closed");
  expect(pair.cuts).toHaveLength(1);
  expect(pair.cuts[0]).toBeLessThan(130 * 1024 * 1024);
});

test("a client that sends more than the handler reads has to wait, and nothing is lost", async () => {
  const count = 20_000;
  for (let i = 0; i < count; i++) pair.client.send(String(i));
  const got: unknown[] = [];
  while (got.length < count) got.push(await pair.port.inbox.take());
  expect(got).toEqual(Array.from({ length: count }, (_, i) => String(i)));
});

test("a client that sends more bytes than the handler reads has to wait, until they are read", async () => {
  for (let i = 0; i < 3; i++) pair.client.send(megabyte.text);
  await expect.poll(() => pair.ws.isPaused, { timeout: 10_000 }).toBe(true);
  for (let i = 0; i < 3; i++) expect(await pair.port.inbox.take()).toBe(megabyte.text);
  expect(pair.ws.isPaused).toBe(false);
});

test("close lets what was sent arrive, and names no code", async () => {
  const got: string[] = [];
  pair.client.on("message", (data: Buffer) => got.push(data.toString()));
  void pair.port.send(new Outbound("1"));
  void pair.port.send(new Outbound("2"));
  pair.port.close();
  const [code] = (await once(pair.client, "close")) as [number];
  expect([code, ...got]).toEqual([1005, "1", "2"]);
  expect(() => pair.port.send(new Outbound("3"))).toThrow("channel closed");
  await expect(pair.port.inbox.take()).rejects.toThrow("socket receive channel closed");
});

test("a stream that nothing of the application holds any more is closed", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const handle = (): Handle => new Handle(pair.port, new OutboundEncoder(JSON.stringify));
  void handle().send({ hello: true });
  let closed: number | undefined;
  pair.client.on("close", (code) => (closed = code));
  await expect.poll(() => (collect(), closed), { timeout: 10_000 }).toBe(1005);
});

test("a handshake that ends after all sockets were cut is cut as well", async () => {
  upgrader.cutAll();
  const late = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await once(late, "error")).toMatchObject([{ message: "socket hang up" }]);
});
