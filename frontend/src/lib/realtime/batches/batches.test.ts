import { expect, test } from "vitest";
import { FakeScreen } from "../__tests__/fake-screen";
import { FakeServer } from "../__tests__/fake-server";
import { rowsOf } from "../__tests__/scene";
import { RealtimeClient } from "../client";
import type { EventFrame } from "../machine/wire";
import type { Ports } from "../ports";
import type { Decoder } from "./decoder";

/** The other end of `packed`: what a real encoding is tested by (tests/contract.test.ts) is not the matter here. */
const plain: Decoder = { encodings: ["plain"], decode: ({ data }) => JSON.parse(data) as EventFrame[] };

async function packedScene(loadDecoder: Ports["loadDecoder"]): Promise<{ server: FakeServer; screen: FakeScreen }> {
  const server = new FakeServer();
  const screen = new FakeScreen(server);
  const ports: Ports = {
    fetchTicket: () => server.fetchTicket(),
    links: server.links,
    now: () => server.now(),
    random: () => server.random(),
    setTimer: (run, afterMs) => server.setTimer(run, afterMs),
    onWake: (run) => server.onWake(run),
    ...(loadDecoder === undefined ? {} : { loadDecoder }),
  };
  new RealtimeClient({ services: ["finance"] }, ports, screen).start();
  await server.pass(100);
  return { server, screen };
}

/** Publishes so many events as one batch, while nothing else gets through. */
function sayBatch(server: FakeServer, count: number, data?: string): void {
  for (let i = 0; i < count; i++) server.mishaps.push("drop");
  const events = Array.from({ length: count }, (_, i) => server.publish(1, `at ${i}`));
  const seq = server.log.length;
  const frames = [{ type: "event", service: "finance", events, seq, timestamp: "t" }];
  server.say({ type: "batch", encoding: "plain", count, seq, data: data ?? JSON.stringify(frames) });
}

test("[RT20] packed runs are offered only once what unpacks them is loaded, and each of their events comes once", async () => {
  const { server, screen } = await packedScene(async () => plain);
  expect(server.handshakes[0]).not.toHaveProperty("encodings");
  server.cut();
  await server.pass(3_000);
  expect(server.handshakes[1]).toMatchObject({ encodings: ["plain"] });
  sayBatch(server, 3);
  await server.pass(100);
  expect(screen).toMatchObject({ seen: [1, 2, 3], faults: [] });
  expect(screen.rows).toEqual(rowsOf(server));
});

test("[RT20] a batch that cannot be unpacked is fetched again in plain, and nothing packed is asked for any more", async () => {
  const { server, screen } = await packedScene(async () => plain);
  server.cut();
  await server.pass(3_000);
  sayBatch(server, 2, "no JSON");
  await server.pass(3_000);
  expect(screen).toMatchObject({ seen: [1, 2], faults: ["garbled"] });
  expect(server.handshakes.at(-1)).not.toHaveProperty("encodings");
  expect(screen.refetches).toEqual(["connected"]);
});

test("[RT20] a batch that nothing here unpacks is fetched again, never passed over", async () => {
  const { server, screen } = await packedScene(undefined);
  sayBatch(server, 2);
  server.ping();
  await server.pass(3_000);
  expect(screen).toMatchObject({ seen: [1, 2], faults: ["garbled"], refetches: ["connected"] });
});

test("[RT20] without what unpacks them, or when it cannot be loaded, everything comes in plain", async () => {
  for (const load of [undefined, () => Promise.reject(new Error("no network"))]) {
    const { server, screen } = await packedScene(load);
    server.cut();
    await server.pass(3_000);
    expect(server.handshakes[1]).not.toHaveProperty("encodings");
    server.publish(1, "first");
    await server.pass(100);
    expect(screen.seen).toEqual([1]);
  }
});

test("[RT18] a batch counts for acknowledgement with its packed length, at its last event", async () => {
  const { server } = await packedScene(async () => plain);
  server.limits = { windowBytes: 2_000 };
  server.cut();
  await server.pass(3_000);
  sayBatch(server, 3);
  await server.pass(10);
  expect(server.messages).toEqual([{ type: "ack", seq: 3 }]);
});

test("[RT22] an event that a later one replaces keeps its place, without its data", async () => {
  const { server, screen } = await packedScene(undefined);
  server.cut();
  const early = server.publish(1, "early");
  server.publish(1, "late");
  server.erase(early);
  server.log[0] = { ...server.log[0]!, superseded: true };
  await server.pass(3_000);
  expect(screen).toMatchObject({ seen: [1, 2], faults: [] });
  expect(screen.rows.get("0189-2")).toBe("late");
});
