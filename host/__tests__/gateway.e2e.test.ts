import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";
import { untilClosed } from "./wire";

/** Rules of the gateway (facts 6, 7.3) that no recorded case pins. */
let built: BuiltApp;
let app: RunningApp;

beforeAll(async () => {
  built = await buildRecordedApp("./conformance/http/app");
  app = await startRecordedApp(built, "image");
});
afterAll(async () => {
  await app.stop();
  await built.remove();
});

interface Answer {
  status: number | undefined;
  head: string;
  body: string;
}

async function ask(line: string, ...headers: string[]): Promise<Answer> {
  const close = headers.some((header) => header.startsWith("Connection:")) ? [] : ["Connection: close"];
  const request = [`${line} HTTP/1.1`, "Host: a", ...headers, ...close].join("\r\n");
  const { text, statuses } = await untilClosed(app.base, `${request}\r\n\r\n`);
  const end = text.indexOf("\r\n\r\n");
  // Without the sizes of chunks.
  const body = /\{[^]*\}/.exec(text.slice(end))?.[0] ?? "";
  return { status: statuses[0], head: text.slice(0, end).toLowerCase(), body };
}

const entry = (json: string): string => `encore.dev.headers.${Buffer.from(json).toString("base64url")}`;
const UPGRADE = ["Connection: Upgrade, close", "Upgrade: websocket"];
const SOCKET = [...UPGRADE, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

test("the health check answers every method, OPTIONS too, and knows no CORS", async () => {
  for (const method of ["GET", "OPTIONS", "POST"]) {
    const { status, head, body } = await ask(`${method} /__encore/healthz`, "Origin: https://open.example");
    expect([status, JSON.parse(body)]).toEqual([200, expect.objectContaining({ code: "ok" })]);
    expect(head).not.toContain("access-control");
  }
});

describe("a target that", () => {
  test.each([
    ["has a grave accent in its path", "/p/str/a`b"],
    ["has a quote in its query", '/p/str/a?q="'],
  ])("%s is refused without a word", async (_name, target) => {
    const { status, head, body } = await ask(`GET ${target}`, "Origin: https://open.example");
    expect([status, body]).toEqual([400, ""]);
    expect(head).not.toContain("access-control");
  });

  test.each([
    ["has a quote in its path", '/p/str/a"b', 'a"b'],
    ["has a quote beside an angle bracket", '/p/str/a?q=<">', "a"],
    ["has a fragment", "/p/str/a#b`?c", "a"],
  ])("%s is taken", async (_name, target, s) => {
    expect(JSON.parse((await ask(`GET ${target}`)).body)).toEqual({ s });
  });

  test("is too long costs 414 where an endpoint would answer, and nothing elsewhere", async () => {
    const query = `?q=${"x".repeat(65_534)}`;
    const { status, head } = await ask(`GET /p/plain${query}`);
    expect(status).toBe(414);
    expect(head).toContain("vary: origin");
    expect((await ask(`GET /unknown${query}`)).status).toBe(404);
    expect((await ask(`GET /locked/x${query}`)).status).toBe(401);
  });
});

test("a method that no standard knows is refused by name", async () => {
  const { status, head, body } = await ask("get /p/plain");
  expect([status, JSON.parse(body)]).toEqual([400, expect.objectContaining({ message: "invalid method" })]);
  expect(head).toContain("vary: origin");
});

test("a route that hides a fallback says which methods it has, and HEAD is one beside GET", async () => {
  expect((await ask("GET /spa/api/post")).head).toContain("\r\nallow: post");
  expect((await ask("HEAD /spa/api/hello")).status).toBe(200);
});

test("the paths of the runtime belong to no endpoint", async () => {
  const { status, head, body } = await ask("GET /__encore/anything");
  expect([status, body]).toEqual([404, ""]);
  expect(head).not.toContain("vary");
});

test("an informational status of a handler is none", async () => {
  const { status, body } = await ask("GET /r/status/150");
  expect([status, body]).toEqual([500, ""]);
});

test("an application without buckets has their addresses for itself", async () => {
  const { status, body } = await ask("GET /__objects/bucket/name");
  expect([status, JSON.parse(body)]).toEqual([404, expect.objectContaining({ message: "endpoint not found" })]);
});

describe("a stream that is no WebSocket yet", () => {
  test.each([
    ["its data are looked at first", "/live/strict?n=x", [], "unable to decode query string"],
    ["then the wish for an upgrade", "/live/echo", [], "Connection header did not include 'upgrade'"],
    ["then its kind", "/live/echo", ["Connection: Upgrade, close", "Upgrade: h2c"], "`Upgrade` header did not"],
    ["then its version", "/live/echo", UPGRADE, "`Sec-WebSocket-Version` header did not include '13'"],
    ["then its key", "/live/echo", [...UPGRADE, "Sec-WebSocket-Version: 13"], "`Sec-WebSocket-Key` header missing"],
  ])("%s", async (_name, path, headers, message) => {
    const { status, body } = await ask(`GET ${path}`, ...headers);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: "invalid_argument", message: expect.stringContaining(message) });
  });
});

describe("headers among the subprotocols", () => {
  test("reach an endpoint that makes no socket as well", async () => {
    const protocols = `Sec-WebSocket-Protocol: a, ${entry('{"X-Test-A":"1"}')}, b`;
    const { status, body } = await ask("GET /raw/header-names", ...SOCKET, protocols);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ values: { "x-test-a": "1", "sec-websocket-protocol": "a, b" } });
  });

  test.each([
    ["a stream", "/live/echo", 400],
    ["another endpoint", "/p/plain", 400],
    ["no endpoint", "/unknown", 404],
  ])("that cannot be read, on the way to %s", async (_name, path, expected) => {
    const { status, head } = await ask(`GET ${path}`, ...SOCKET, "Sec-WebSocket-Protocol: encore.dev.headers.***");
    expect(status).toBe(expected);
    expect(head).toContain("vary: origin");
  });
});
