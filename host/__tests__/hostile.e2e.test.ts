import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";
import { residentBytes, untilClosed, Wire } from "./wire";

const MIB = 1024 * 1024;
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

afterEach(async () => {
  const answer = await fetch(`${app.base}/p/plain`);
  expect(await answer.json(), "others are served").toEqual({ ok: true });
  expect(await residentBytes(app.child.pid!)).toBeLessThan(500 * MIB);
});

/** A second request that must never be seen. */
const HIDDEN = "GET /p/prio/me HTTP/1.1\r\nHost: a\r\n\r\n";
const post = (headers: string, body: string): string =>
  `POST /raw/echo/x HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n${body}`;
const CHUNKED = "Transfer-Encoding: chunked";

describe("what could hide a second request is refused", () => {
  test.each([
    ["a coding that is none", post("Transfer-Encoding: xchunked\r\nContent-Length: 4", `abcd${HIDDEN}`)],
    ["a coding behind chunked", post("Transfer-Encoding: chunked, identity", `0\r\n\r\n${HIDDEN}`)],
    ["two codings", post(`${CHUNKED}\r\nTransfer-Encoding: identity`, `0\r\n\r\n${HIDDEN}`)],
    ["a coding with a vertical tab", post("Transfer-Encoding:\x0bchunked\r\nContent-Length: 4", `abcd${HIDDEN}`)],
    ["a blank before the colon", post("Transfer-Encoding : chunked\r\nContent-Length: 4", `abcd${HIDDEN}`)],
    ["two lengths", post("Content-Length: 4\r\nContent-Length: 0", `abcd${HIDDEN}`)],
    ["the same length twice", post("Content-Length: 4\r\nContent-Length: 4", `abcd${HIDDEN}`)],
    ["a list of lengths", post("Content-Length: 4, 4", `abcd${HIDDEN}`)],
    ["a signed length", post("Content-Length: +4", `abcd${HIDDEN}`)],
    ["a negative length", post("Content-Length: -1", HIDDEN)],
    ["a hexadecimal length", post("Content-Length: 0x4", `abcd${HIDDEN}`)],
    ["a length beyond 64 bits", post("Content-Length: 18446744073709551620", `abcd${HIDDEN}`)],
    ["a folded header", post("X-A: b\r\n Content-Length: 4", HIDDEN)],
    ["a bare line feed behind a header", post("X-A: b\nContent-Length: 4", `abcd${HIDDEN}`)],
    ["a bare carriage return in a header", post("X-A: b\rContent-Length: 4", `abcd${HIDDEN}`)],
    ["a NUL in a header", post("X-A: b\0c", HIDDEN)],
    ["a chunk size that is none", post(CHUNKED, `zz\r\nhello\r\n0\r\n\r\n${HIDDEN}`)],
    ["a signed chunk size", post(CHUNKED, `+5\r\nhello\r\n0\r\n\r\n${HIDDEN}`)],
    ["a chunk size with 0x", post(CHUNKED, `0x5\r\nhello\r\n0\r\n\r\n${HIDDEN}`)],
    ["a chunk size beyond 64 bits", post(CHUNKED, `FFFFFFFFFFFFFFFF5\r\nhello\r\n0\r\n\r\n${HIDDEN}`)],
    ["a chunk that is longer than it says", post(CHUNKED, `3\r\nhello\r\n0\r\n\r\n${HIDDEN}`)],
    ["a chunk that ends in a bare line feed", post(CHUNKED, `5\r\nhello\n0\r\n\r\n${HIDDEN}`)],
    ["a chunk size that ends in a bare line feed", post(CHUNKED, `5\nhello\r\n0\r\n\r\n${HIDDEN}`)],
    ["chunks in version 1.0", `POST /raw/echo/x HTTP/1.0\r\n${CHUNKED}\r\n\r\n0\r\n\r\n${HIDDEN}`],
    ["another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["no protocol", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"],
  ])("%s", async (_name, bytes) => {
    const { statuses, text } = await untilClosed(app.base, bytes);
    expect(statuses, text).toEqual([400]);
  });

  test("a length beside chunks is not believed, and the connection ends", async () => {
    const both = `${CHUNKED}\r\nContent-Length: 5`;
    const { statuses, text } = await untilClosed(app.base, post(both, `5\r\nhello\r\n0\r\n\r\n${HIDDEN}`));
    expect(statuses).toEqual([200]);
    expect(text).toContain('"text":"hello"');
  });
});

describe("floods end early, with a clear answer", () => {
  test.each([
    ["100 headers", `GET /p/plain HTTP/1.1\r\n${"X-A: b\r\n".repeat(100)}Connection: close\r\n\r\n`, 431],
    ["300 headers", `GET /p/plain HTTP/1.1\r\n${"X-A: b\r\n".repeat(300)}Connection: close\r\n\r\n`, 400],
    ["a header of 10 MiB", `GET /p/plain HTTP/1.1\r\nX-A: ${"b".repeat(10 * MIB)}\r\n\r\n`, 431],
    ["headers without an end", `GET /p/plain HTTP/1.1\r\n${"X-A: b\r\n".repeat(MIB)}`, 431],
    ["a URL of 100 KiB", `GET /p/str/${"a".repeat(100_000)} HTTP/1.1\r\nConnection: close\r\n\r\n`, 414],
    ["a URL of 10 MiB", `GET /p/str/${"a".repeat(10 * MIB)} HTTP/1.1\r\n\r\n`, 431],
    ["a query of 30,000 parts", `GET /q/scalars?${"a&".repeat(30_000)} HTTP/1.1\r\nConnection: close\r\n\r\n`, 200],
    ["an extension of a chunk of 10 MiB", post(CHUNKED, `5;${"x".repeat(10 * MIB)}`), 413],
  ])("%s", async (_name, bytes, status) => {
    const wire = await untilClosed(app.base, bytes);
    // A connection that is reset while we still send may take its answer with it.
    const possible = bytes.length < MIB ? [[status]] : [[status], []];
    expect(possible).toContainEqual(wire.statuses);
  });

  test("bodies that never end are held to the limit of their endpoint", async () => {
    const wires = await Promise.all(Array.from({ length: 50 }, () => Wire.open(app.base)));
    const head = "POST /b/simple HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000000\r\n\r\n";
    const part = Buffer.alloc(3 * MIB, '"');
    await Promise.all(wires.map((wire) => (wire.send(head).send(part), wire.left())));
    for (const wire of wires) await expect.poll(() => wire.statuses, { timeout: 20_000 }).toEqual([400]);
    expect(wires[0]!.text).toContain("length limit exceeded");
    for (const wire of wires) wire.cut();
  });
});

describe("connections that hang keep nobody from being served", () => {
  test.each([
    ["heads that trickle", "GET /p/plain HTTP/1.1\r\nX-A: "],
    ["bodies that trickle", post("Content-Length: 100000", "a")],
    ["chunks that trickle", post(CHUNKED, "ffff\r\na")],
    ["nothing at all", ""],
  ])("%s", async (_name, begin) => {
    const wires = await Promise.all(Array.from({ length: 300 }, () => Wire.open(app.base)));
    for (const wire of wires) if (begin !== "") wire.send(begin);
    for (let round = 0; round < 5; round++) {
      for (const wire of wires) if (begin !== "") wire.send("b");
      const answer = await fetch(`${app.base}/p/plain`);
      expect(answer.status).toBe(200);
    }
    expect(wires.filter((wire) => wire.text !== "")).toEqual([]);
    for (const wire of wires) wire.cut();
  });

  test.each([
    ["a head", "GET /p/plain HTTP/1.1\r\nX-A: "],
    ["a body", post("Content-Length: 100", "a")],
    ["chunks", post(CHUNKED, "ff\r\na")],
    ["nothing", ""],
  ])("a sender that ends its side within %s is let go", async (_name, begin) => {
    const wire = await Wire.open(app.base);
    wire.send(begin).socket.end();
    await wire.closed;
    expect(wire.statuses.filter((status) => status !== 400)).toEqual([]);
  });
});
