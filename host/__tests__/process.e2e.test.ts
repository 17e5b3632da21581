import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import WebSocket from "ws";
import type { RuntimeConfig } from "../runtime/config";
import { runApplication } from "../services/application-process";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";

let app: BuiltApp;
let running: RunningApp | undefined;

beforeAll(async () => {
  app = await buildRecordedApp("./conformance/http/app");
});
afterAll(() => app.remove());
afterEach(() => void vi.unstubAllEnvs());
afterEach(async () => void (await running?.stop()));

async function start(more: Partial<RuntimeConfig> = {}): Promise<RunningApp> {
  return (running = await startRecordedApp(app, "image", more));
}

async function exitCode({ child }: RunningApp): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  return ((await once(child, "exit")) as [number | null])[0];
}

function socket({ base }: RunningApp, path: string): WebSocket {
  return new WebSocket(base.replace("http", "ws") + path, { perMessageDeflate: false });
}

/** Sends bytes on a bare connection; resolves to everything that came back until the other side closed. */
async function exchange({ base }: RunningApp, ...parts: string[]): Promise<string> {
  const connection = connect(Number(new URL(base).port), "127.0.0.1");
  let text = "";
  connection.on("data", (data) => (text += data.toString("latin1")));
  const closed = once(connection, "close");
  for (const part of parts) {
    await new Promise((resolve) => connection.write(part, resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await closed;
  return text;
}

/** Resolves when no new connection is taken any more: the signal has arrived. */
async function untilRefused({ base }: RunningApp): Promise<void> {
  for (let refused = false; !refused;) {
    const connection = connect(Number(new URL(base).port), "127.0.0.1");
    refused = await new Promise<boolean>((tell) => {
      connection.once("connect", () => tell(false)).once("error", () => tell(true));
    });
    connection.destroy();
  }
}

/** The body of an answer, or why it broke off. */
function ending(answer: Response): Promise<string> {
  return answer.text().catch((error: Error) => error.message);
}

async function notes({ base }: RunningApp, key: string): Promise<string[]> {
  return ((await (await fetch(`${base}/probe/notes/${key}`)).json()) as { notes: string[] }).notes;
}

test("SIGTERM: a running request is finished, sockets are cut, the exit code is 0", async () => {
  const server = await start();
  const ws = socket(server, "/live/echo");
  await once(ws, "open");
  const answer = await fetch(`${server.base}/raw/stream`);
  const stopped = server.stop();
  const [code] = (await once(ws, "close")) as [number];
  expect(code).toBe(1006);
  expect(await answer.text()).toBe("one\ntwo\nthree\n");
  expect(await stopped).toBe(0);
  await expect(fetch(`${server.base}/p/plain`)).rejects.toThrow("fetch failed");
});

test("a request that outlasts the budget is given up with exit code 1", async () => {
  const server = await start({ shutdownMs: 100 });
  const answer = await fetch(`${server.base}/raw/watch/budget`);
  const rest = ending(answer);
  expect(await server.stop()).toBe(1);
  expect(await rest).toBe("terminated");
});

test("a second signal does not wait for running requests", async () => {
  const server = await start({ shutdownMs: 60_000 });
  const answer = await fetch(`${server.base}/raw/watch/second`);
  const rest = ending(answer);
  server.child.kill("SIGTERM");
  await untilRefused(server);
  server.child.kill("SIGTERM");
  expect(await exitCode(server)).toBe(1);
  expect(await rest).toBe("terminated");
});

test("who reads the log may go: requests are answered, and the process ends in order", async () => {
  const server = await start();
  server.child.stderr!.destroy();
  for (let i = 0; i < 5; i++) expect((await fetch(`${server.base}/p/plain`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

test("the process ends when its supervisor is gone", async () => {
  const server = await start();
  server.child.disconnect();
  expect(await exitCode(server)).toBe(0);
});

test("the process ends when its supervisor went while it was starting, before it opens its port", async () => {
  vi.stubEnv("LOBBY_SUPERVISED", "1");
  vi.stubEnv("NODE_OPTIONS", "--import=data:text/javascript,process.disconnect()");
  await expect(start()).rejects.toThrow("the application ended with 0");
});

test("the application knows that it is supervised, and not what opens all of PostgreSQL", async () => {
  const hidden = ["DATABASE_URL", "LOBBY_ROLE_SECRET", "TEST_PG_URL", "PGPASSWORD"];
  for (const name of hidden) vi.stubEnv(name, "secret");
  const main = join(app.dir, "environment.cjs");
  const names = JSON.stringify(["LOBBY_SUPERVISED", ...hidden]);
  await writeFile(main, `console.log(JSON.stringify(${names}.map((name) => process.env[name] ?? null)));`);
  const { native, dir: root, appFile: runtimeFile } = app;
  const child = runApplication({ root, main, native, runtimeFile, isProduction: true, shutdownMs: 1_000 });
  expect(await child.ended).toEqual({ code: 0, signal: null });
  expect(JSON.parse(child.lastLines())).toEqual(["1", null, null, null, null]);
});

test("a handler that throws null or undefined is answered with 500, and the process lives on", async () => {
  const server = await start();
  for (const kind of ["null", "undefined"]) expect((await fetch(`${server.base}/e/odd/${kind}`)).status).toBe(500);
  expect((await fetch(`${server.base}/p/plain`)).status).toBe(200);
});

test("a wish for an upgrade that is not made leaves an ordinary request, body and all", async () => {
  const server = await start();
  const head =
    "POST /raw/echo/x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n";
  const [first, second] = await Promise.all([
    exchange(server, `${head}Content-Length: 10\r\n\r\n`, "hello", "again", "GET /p/plain HTTP/1.0\r\n\r\n"),
    exchange(server, `${head}Content-Length: 4\r\n\r\nbodyGET /p/plain HTTP/1.0\r\n\r\n`),
  ]);
  expect(first).toContain('"text":"helloagain"');
  expect(second).toContain('"text":"body"');
  for (const text of [first, second]) expect(text).toContain('{"ok":true}');
});

test.each([
  ["a socket", "/live/echo", "websocket"],
  ["another protocol", "/p/plain", "h2c"],
])("an upgrade to %s behind a request that is still being answered costs its connection only", async (_, path, to) => {
  const server = await start();
  const first = "GET /raw/stream HTTP/1.1\r\nHost: a\r\n\r\n";
  const socketHeaders = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const upgrade = `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ${to}\r\n${socketHeaders}\r\n`;
  expect(await exchange(server, first + upgrade)).toBe("");
  expect((await fetch(`${server.base}/p/plain`)).status).toBe(200);
});

test("a handler that awaits send is held back by a client that does not read", async () => {
  const server = await start();
  const ws = socket(server, "/live/flood");
  await once(ws, "open");
  ws.send(JSON.stringify({ count: 1_000, size: 100_000 }));
  await once(ws, "message");
  ws.pause();
  // Anything else is answered meanwhile, and the 100 MB are not in the process.
  expect((await fetch(`${server.base}/p/plain`)).status).toBe(200);
  expect(await notes(server, "flood")).toEqual([]);
  let received = 1;
  const all = new Promise<void>((resolve) => ws.on("message", () => ++received === 1_000 && resolve()));
  ws.resume();
  await all;
  await expect.poll(() => notes(server, "flood")).toEqual(["sent 1000 without waiting true"]);
});

test("requests leave their lines in the log", async () => {
  const server = await start();
  await fetch(`${server.base}/who/open`, { headers: { authorization: "Bearer user-ann", "x-correlation-id": "c-1" } });
  await fetch(`${server.base}/e/odd/error`);
  await expect.poll(() => server.log()).toContain("plain error text");
  await server.stop();
  const lines = server
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const of = (endpoint: string): unknown[] =>
    lines
      .filter((line) => line["endpoint"] === endpoint)
      .map(({ level, message, code, error, uid }) => ({ level, message, code, error, uid }));
  expect(of("open")).toEqual([
    { level: "info", message: "starting request", uid: "ann" },
    { level: "info", message: "request completed", code: "ok", uid: "ann" },
  ]);
  expect(of("odd")).toEqual([
    { level: "info", message: "starting request" },
    {
      level: "error",
      message: "request failed",
      code: "internal",
      error: "an internal error occurred: plain error text",
    },
    { level: "info", message: "request completed", code: "internal" },
  ]);
  expect(lines.find((line) => line["endpoint"] === "open")).toMatchObject({ service: "who", x_correlation_id: "c-1" });
});
