import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Door, httpServer } from "./server";

let server: Server;
let connection: Socket;
/** The server's end of it. */
let peer: Socket;
let seen: string[];

/** Says what it got and who sent it. */
const echo: Door = {
  isStream: () => false,
  serve({ request, response, onDefect }) {
    seen.push(request.url!);
    text(request).then(
      (body) => response.end(`${request.method} ${request.url} ${body} from ${request.socket.remoteAddress}`),
      onDefect,
    );
  },
};

beforeEach(async () => {
  seen = [];
  server = httpServer(echo, () => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  connection = connect((server.address() as AddressInfo).port, "127.0.0.1");
  [peer] = (await once(server, "connection")) as [Socket];
});
afterEach(async () => {
  connection.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

/** Everything until the server closes. Each part is read before the next one is sent. */
async function answerTo(...parts: string[]): Promise<string> {
  const answer = text(connection);
  let sent = 0;
  for (const part of parts) {
    connection.write(part);
    sent += Buffer.byteLength(part);
    await expect.poll(() => peer.bytesRead).toBeGreaterThanOrEqual(sent);
  }
  return answer;
}

test("a mended head is served, with the body that follows it and the address of its sender", async () => {
  const head = "POST /a b HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 10\r\n\r\n";
  expect(await answerTo(`${head}hello`, "there")).toContain("POST /a%20b hellothere from 127.0.0.1");
});

test("a length beside chunks is not believed, and nothing behind the request is read", async () => {
  const request =
    "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  const answer = await answerTo(`${request}GET /second HTTP/1.1\r\nHost: a\r\n\r\n`);
  expect(answer).toContain("POST /x hello");
  expect(answer.toLowerCase()).toContain("connection: close");
  expect(answer).not.toContain("/second");
});

test("a method of any name arrives under it, and the next one under its own", async () => {
  const answer = await answerTo(
    "Foo /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi",
    "PURGE /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  );
  expect(answer).toContain("Foo /1 hi");
  expect(answer).toContain("PURGE /2 ");
});

test.each([" HTTP/2.0", " HTTP/0.9", ""])("a request in version '%s' is refused", async (version) => {
  expect(await answerTo(`GET /a${version}\r\nHost: a\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toEqual([]);
});

test("an expectation that nobody knows is ignored", async () => {
  const head = "POST /x HTTP/1.1\r\nHost: a\r\nExpect: more\r\nContent-Length: 2\r\nConnection: close\r\n\r\n";
  expect(await answerTo(`${head}hi`)).toContain("POST /x hi");
});

test("nobody tunnels through", async () => {
  expect(await answerTo("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n")).toMatch(/^HTTP\/1\.1 405 /);
});

test("a mended connection stays usable", async () => {
  const answer = await answerTo(
    "GET /ü HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  );
  expect(answer).toContain("GET /%C3%BC ");
  expect(answer).toContain("GET /2 ");
});

test("a mended connection that nobody uses any more is closed as every other", async () => {
  server.keepAliveTimeout = 1;
  expect(await answerTo("GET /ü HTTP/1.1\r\nHost: a\r\n\r\n")).toContain("GET /%C3%BC ");
});

describe("is refused with 400, and the connection closes", () => {
  test.each([
    ["garbage", ["hello there\r\n\r\n"]],
    ["a head that begins in an earlier packet", ["GET /a", "GET /ü HTTP/1.1\r\nHost: a\r\n\r\n"]],
    [
      "what is wrong once more behind a mended head",
      ["GET /ü HTTP/1.1\r\nHost: a\r\n\r\n", "GET /ö HTTP/1.1\r\nHost: a\r\n\r\n"],
    ],
    ["a wrong head behind another request", ["GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /ü HTTP/1.1\r\nHost: a\r\n\r\n"]],
  ])("%s", async (_name, parts) => {
    expect(await answerTo(...parts)).toMatch(
      /HTTP\/1\.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n$/,
    );
    expect(seen).not.toContain("/%C3%B6");
  });
});

test("version 1.0 is answered in version 1.0, without chunks", async () => {
  const answer = await answerTo("GET /old HTTP/1.0\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.0 200 OK\r\n/);
  expect(answer).toMatch(/\r\n\r\nGET \/old {2}from/);
});
