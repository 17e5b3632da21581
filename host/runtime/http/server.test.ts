import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Door, httpServer } from "./server";

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
