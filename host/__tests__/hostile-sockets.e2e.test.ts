import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";
import { residentBytes, Wire } from "./wire";

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
  const socket = new WebSocket(`${app.base.replace("http", "ws")}/live/echo`);
  const echoed = new Promise((resolve) => socket.on("message", (data: Buffer) => resolve(data.toString())));
  socket.on("open", () => socket.send('{"text":"still here"}'));
  expect(await echoed, "others are served").toBe('{"text":"still here"}');
  socket.terminate();
  expect(await residentBytes(app.child.pid!)).toBeLessThan(500 * MIB);
});

const MASK = Buffer.from([1, 2, 3, 4]);

/** A frame: the first byte says what it is, `length` what it claims to carry. */
function frame(first: number, payload: Buffer | string, { masked = true, length = Buffer.byteLength(payload) } = {}) {
  const data = Buffer.from(payload);
  const sizeBytes = Buffer.alloc(10);
  sizeBytes[0] = first;
  sizeBytes[1] = (masked ? 0x80 : 0) | 127;
  sizeBytes.writeBigUInt64BE(BigInt(length), 2);
  if (masked) for (let i = 0; i < data.length; i++) data[i] = data[i]! ^ MASK[i % 4]!;
  return masked ? Buffer.concat([sizeBytes, MASK, data]) : Buffer.concat([sizeBytes, data]);
}

/** The same with its length in one byte, as control frames must have it. */
function short(first: number, payload: Buffer): Buffer {
  const data = payload.map((byte, i) => byte ^ MASK[i % 4]!);
  return Buffer.concat([Buffer.from([first, 0x80 | data.length]), MASK, data]);
}

async function upgraded(path = "/live/echo"): Promise<Wire> {
  const wire = await Wire.open(app.base);
  wire.send(
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  await expect.poll(() => wire.text).toContain("\r\n\r\n");
  expect(wire.statuses).toEqual([101]);
  return wire;
}

const [TEXT, BINARY, CLOSE, PING, FIN] = [1, 2, 8, 9, 0x80];
const MESSAGE = '{"text":"a"}';

describe("who breaks the protocol is cut, without a close frame", () => {
  test.each([
    ["a reserved bit", frame(FIN | 0x40 | TEXT, MESSAGE)],
    ["a reserved kind of frame", frame(FIN | 3, MESSAGE)],
    ["no mask", frame(FIN | TEXT, MESSAGE, { masked: false })],
    ["a ping in parts", frame(PING, "x")],
    ["a ping of 126 bytes", frame(FIN | PING, "x".repeat(126))],
    ["a continuation of nothing", frame(FIN, MESSAGE)],
    ["a message within a message", Buffer.concat([frame(TEXT, '{"te'), frame(FIN | TEXT, MESSAGE)])],
    ["text that is no UTF-8", frame(FIN | TEXT, Buffer.from([0xff, 0xfe]))],
    ["a length of 2^63", frame(FIN | BINARY, "x", { length: 2 ** 62 })],
    ["a length of 17 MiB", frame(FIN | BINARY, "x", { length: 17 * MIB })],
    ["parts of 17 MiB", Buffer.concat([frame(BINARY, Buffer.alloc(9 * MIB)), frame(0, Buffer.alloc(9 * MIB))])],
    ["a close frame of one byte", short(FIN | CLOSE, Buffer.from([3]))],
    ["a close frame whose reason is no UTF-8", short(FIN | CLOSE, Buffer.from([3, 232, 0xff]))],
    ["no frames at all", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ])("%s", async (_name, bytes) => {
    const wire = await upgraded();
    const before = wire.bytes.length;
    wire.send(bytes);
    await wire.closed;
    expect([...wire.bytes.subarray(before)]).toEqual([]);
  });
});

test("empty parts without end are cut", async () => {
  const wire = await upgraded();
  const parts = Buffer.concat(Array.from({ length: 500 }, () => frame(0, "")));
  wire.send(frame(TEXT, ""));
  while (!wire.socket.destroyed) await wire.send(parts).left();
  await wire.closed;
  expect(wire.statuses).toEqual([101]);
});

test("a flood of what no handler sees is dropped, counted and logged a few times", async () => {
  const wire = await upgraded();
  for (let i = 0; i < 100; i++) {
    wire.send(Buffer.concat(Array.from({ length: 100 }, () => frame(FIN | TEXT, "not json"))));
    await wire.left();
  }
  wire.send(frame(FIN | TEXT, MESSAGE));
  await expect.poll(() => wire.text, { timeout: 10_000 }).toContain(MESSAGE);
  const dropped = app.log().match(/"dropped":\d+.*"stream message dropped"/g) ?? [];
  expect(dropped.length).toBeGreaterThan(5);
  expect(dropped.length).toBeLessThan(20);
  wire.cut();
});

test("sockets with a message that never ends are held to its limit", async () => {
  const wires = await Promise.all(Array.from({ length: 20 }, () => upgraded("/live/big")));
  await Promise.all(wires.map((wire) => (wire.send(frame(BINARY, Buffer.alloc(MIB))), wire.left())));
  for (let round = 0; round < 18; round++)
    await Promise.all(wires.map((wire) => (wire.send(frame(0, Buffer.alloc(MIB))), wire.left())));
  await Promise.all(wires.map((wire) => wire.closed));
  expect(await residentBytes(app.child.pid!)).toBeLessThan(500 * MIB);
});

test("two hundred handshakes that never end, and as many that are cut", async () => {
  const half = "GET /live/echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ";
  const wires = await Promise.all(Array.from({ length: 200 }, () => Wire.open(app.base)));
  for (const wire of wires) wire.send(half);
  const open = await Promise.all(Array.from({ length: 200 }, () => upgraded()));
  expect(open.filter((wire) => wire.socket.closed)).toEqual([]);
  for (const wire of [...wires, ...open]) wire.cut();
});
