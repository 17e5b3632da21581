import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Door, httpServer, openPort } from "./server";

let server: Server | undefined;
afterEach(() => void server?.close());

const defect = new Error("defect");
const broken: Door = { isStream: () => true, serve: ({ onDefect }) => onDefect(defect) };

test("a request head has 60 s, a body no deadline", () => {
  const { headersTimeout, requestTimeout } = httpServer(broken, () => {});
  expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 60_000, requestTimeout: 0 });
});

describe("a defect behind the door is reported and cuts the connection", () => {
  test.each([
    ["of a request", ""],
    ["of an upgrade", "Connection: Upgrade\r\nUpgrade: websocket\r\n"],
  ])("%s", async (_name, headers) => {
    const reported: unknown[] = [];
    server = httpServer(broken, (error) => reported.push(error)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const connection = connect((server.address() as AddressInfo).port, "127.0.0.1").resume();
    connection.write(`GET / HTTP/1.1\r\nHost: a\r\n${headers}\r\n`);
    await once(connection, "close");
    expect(reported).toEqual([defect]);
  });
});

/** Of a listening port: connections that wait to be taken. */
function waiting(port: number): number {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const line = readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .find((text) => text.includes(`0100007F:${hex} 00000000:0000 0A`));
  return Number.parseInt(line?.trim().split(/\s+/)[4]?.split(":")[1] ?? "0", 16);
}

test.runIf(process.platform === "linux")("a thousand clients that come at once wait for a busy process", async () => {
  server = httpServer(broken, () => {});
  await openPort(server, 0, "127.0.0.1");
  const { port } = server.address() as AddressInfo;
  const clients = Array.from({ length: 1000 }, () => connect(port, "127.0.0.1"));
  // The connects themselves happen here; the server takes none before this turn ends.
  await new Promise<void>((next) => {
    process.nextTick(next);
  });
  expect(waiting(port)).toBe(1000);
  for (const client of clients) client.on("error", () => {}).destroy();
});
