import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Upgrader } from "./upgrader";

const upgrader = new Upgrader();
let server: Server;

beforeAll(async () => {
  server = createServer().listen(0, "127.0.0.1");
  server.on("upgrade", (request, connection, head) => upgrader.upgrade(request, connection, head, () => {}));
  await once(server, "listening");
});
afterAll(() => {
  upgrader.cutAll();
  server.close();
});

async function handshake(...headers: string[]): Promise<string> {
  const connection = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const own = ["Host: a", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];
  const lines = ["GET / HTTP/1.1", ...own, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", ...headers];
  connection.write(`${lines.join("\r\n")}\r\n\r\n`);
  const [bytes] = (await once(connection, "data")) as [Buffer];
  connection.destroy();
  return bytes.toString("latin1").toLowerCase();
}

const offers = (...lists: string[]) => lists.map((list) => `Sec-WebSocket-Protocol: ${list}`);

test.each([[["encore-ws"]], [["a, encore-ws"]], [["a;b,,encore-ws"]], [["encore-ws", "a"]]])(
  "of the subprotocols %j, encore-ws is spoken",
  async (lists) => {
    const head = await handshake(...offers(...lists));
    expect(head).toMatch(/^http\/1\.1 101 /);
    expect(head).toContain("\r\nsec-websocket-protocol: encore-ws\r\n");
  },
);

test.each([[[]], [["a"]], [[""]], [["a,,b"]], [["a;b"]], [["a", "encore-ws"]]])(
  "of the subprotocols %j, none is, and the socket opens all the same",
  async (lists) => {
    const head = await handshake(...offers(...lists));
    expect(head).toMatch(/^http\/1\.1 101 /);
    expect(head).not.toContain("sec-websocket-protocol");
  },
);
