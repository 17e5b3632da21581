import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltApp, buildRecordedApp, type RunningApp, startRecordedApp } from "./recorded-app";
import { residentBytes, Wire } from "./wire";

/** Node raises its own limit as far as the system lets it; both processes need a descriptor for each connection. */
const DESCRIPTORS = Number(/^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? 0);
const CONNECTIONS = Math.min(10_000, DESCRIPTORS - 500);
const AT_ONCE = 250;
const KIB = 1024;

let built: BuiltApp;
let app: RunningApp;

beforeAll(async () => {
  built = await buildRecordedApp("./conformance/http/app");
});
afterAll(() => built.remove());

const REQUEST = "GET /p/plain HTTP/1.1\r\nHost: a\r\n\r\n";
const HANDSHAKE =
  "GET /live/echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

describe(`${CONNECTIONS} idle connections`, () => {
  test.each([
    ["that never said a word", "", []],
    ["that were served once", REQUEST, [200]],
    ["that are sockets", HANDSHAKE, [101]],
  ])("%s are kept, cheaply, and others are served", { timeout: 120_000 }, async (_name, begin, statuses) => {
    app = await startRecordedApp(built, "image", { logLevel: "warn" });
    const before = await residentBytes(app.child.pid!);
    const wires: Wire[] = [];
    while (wires.length < CONNECTIONS) {
      const some = await Promise.all(Array.from({ length: AT_ONCE }, () => Wire.open(app.base)));
      for (const wire of some) if (begin !== "") wire.send(begin);
      for (const wire of some) await expect.poll(() => wire.statuses).toEqual(statuses);
      wires.push(...some);
    }
    const each = ((await residentBytes(app.child.pid!)) - before) / wires.length;
    expect((await fetch(`${app.base}/p/plain`)).status).toBe(200);
    expect(wires.filter((wire) => wire.socket.closed)).toEqual([]);
    process.stdout.write(`${wires.length} idle connections ${_name}: ${(each / KIB).toFixed(1)} KiB each\n`);
    expect(each).toBeLessThan(64 * KIB);
    for (const wire of wires) wire.cut();
    expect((await fetch(`${app.base}/p/plain`)).status).toBe(200);
    expect(await app.stop()).toBe(0);
  });
});
