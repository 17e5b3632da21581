import { expect, test } from "vitest";
import { FakeScreen } from "./__tests__/fake-screen";
import { FakeServer } from "./__tests__/fake-server";
import { liveScene, rowsOf, scene } from "./__tests__/scene";
import { RealtimeClient } from "./client";
import type { Position } from "./machine/state";

test("[RT4] the first connection is live only and has the rows fetched behind its ack", async () => {
  const { server, screen, client } = await liveScene();
  expect(server.handshakes).toEqual([{ services: ["finance"], version: 1, ack: true }]);
  expect(screen.refetches).toEqual(["connected"]);
  expect(screen.states).toEqual(["connecting", "live"]);
  server.publish(1, "third");
  await server.pass(10);
  expect(screen.seen).toEqual([3]);
  expect(client.view).toMatchObject({ state: "live", seq: 3, staleSince: null });
});

test("[RT4] a lost connection resumes behind the last event and fetches nothing", async () => {
  const { server, screen } = await liveScene();
  server.publish(1, "third");
  await server.pass(10);
  server.cut();
  server.publish(1, "fourth");
  server.publish(2, "fifth");
  await server.pass(2_000);
  expect(server.handshakes.at(-1)).toMatchObject({ lastSeq: 3, epoch: "e1" });
  expect(screen.seen).toEqual([3, 4, 5]);
  expect(screen.refetches).toHaveLength(1);
  expect(screen.states.at(-1)).toBe("live");
});

test("a position that was kept is resumed by another client, in another process", async () => {
  const { server, screen, client } = await liveScene();
  server.publish(1, "third");
  await server.pass(10);
  const kept = JSON.parse(JSON.stringify(client.position)) as Position;
  expect(kept).toMatchObject({ epoch: "e1", seq: 3 });
  client.stop();
  server.publish(2, "fourth");

  const later = new FakeScreen(server);
  const second = new RealtimeClient({ services: ["finance"] }, server, later, kept);
  second.start();
  await server.pass(100);
  expect(server.handshakes.at(-1)).toMatchObject({ lastSeq: 3, epoch: "e1" });
  expect({ seen: later.seen, refetches: later.refetches }).toEqual({ seen: [4], refetches: [] });
  // Never live before what was missed is there.
  expect(later.states).toEqual(["connecting", "catching-up", "live"]);
  expect(second.position).toMatchObject({ seq: 4 });
  expect(screen.seen).toEqual([3]);
});

test("there is no position before the first connection, and inside of onEvents it is behind the events", async () => {
  const server = new FakeServer();
  const positions: (number | undefined)[] = [];
  const screen = new FakeScreen(server);
  const client: RealtimeClient = new RealtimeClient({ services: ["finance"] }, server, {
    onEvents: () => positions.push(client.position?.seq),
    onRefetch: (reason) => screen.onRefetch(reason),
    onFault: (fault) => screen.onFault(fault),
    onChange: () => {},
  });
  expect(client.position).toBeNull();
  client.start();
  await server.pass(100);
  server.publish(1, "first");
  await server.pass(10);
  expect(positions).toEqual([1]);
});

test("every connection has a ticket of its own", async () => {
  const { server } = await liveScene();
  server.cut();
  await server.pass(2_000);
  expect(server.tickets).toBe(2);
});

test("[RT9] a lost event shows as a hole and is fetched by resuming at once", async () => {
  const { server, screen } = await liveScene();
  server.mishaps.push("drop");
  server.publish(1, "third");
  server.publish(1, "fourth");
  await server.pass(100);
  expect(screen.faults).toEqual(["hole"]);
  expect(screen.seen).toEqual([3, 4]);
  expect(screen.refetches).toHaveLength(1);
});

test("[RT8] a lost last event shows at the next resume, by the channels of the ack", async () => {
  const { server, screen } = await liveScene();
  server.mishaps.push("drop");
  server.publish(1, "third");
  server.ping();
  await server.pass(100);
  server.cut();
  await server.pass(2_000);
  expect(screen.faults).toEqual(["mismatch"]);
  expect(screen.rows).toEqual(rowsOf(server));
});

test("[RT9] a repeated frame changes nothing", async () => {
  const { server, screen } = await liveScene();
  server.mishaps.push("twice");
  server.publish(1, "third");
  await server.pass(100);
  expect(screen.seen).toEqual([3]);
  expect(screen.faults).toEqual([]);
});

test("[RT8] a frame that comes late takes nothing back", async () => {
  const { server, screen, client } = await liveScene();
  const third = server.publish(1, "third");
  server.publish(1, "fourth");
  server.say({ type: "event", service: "finance", events: [third], seq: 3 });
  server.say({ type: "ping", seq: 2 });
  await server.pass(100);
  expect(screen.seen).toEqual([3, 4]);
  expect(client.view.seq).toBe(4);
});

test("[RT12] content that does not match its digest is not shown, and the rows are fetched anew", async () => {
  const { server, screen, client } = await liveScene();
  const forged = { ...server.publish(1, "third"), seq: 4, n: 3, id: "0189-forged", digest: "x" };
  server.say({ type: "event", service: "finance", events: [forged], seq: 4 });
  await server.pass(100);
  expect(screen.faults).toEqual(["mismatch"]);
  expect(screen.rows.has("0189-forged")).toBe(false);
  expect(screen.refetches).toHaveLength(2);
  expect(client.view.state).toBe("live");
});

test("[RT11] an erased event continues its channel", async () => {
  const { server, screen } = await liveScene();
  server.cut();
  server.erase(server.publish(1, "third"));
  await server.pass(2_000);
  expect(screen.seen).toEqual([3]);
  expect(screen.rows.get("0189-3")).toBeNull();
  expect(screen.faults).toEqual([]);
});

test.each<[reason: string, change: (server: FakeServer) => void]>([
  ["expired", (server) => void (server.replayFromSeq = 4)],
  ["epoch_changed", (server) => void (server.epoch = "e2")],
  ["ahead_of_head", (server) => void server.log.splice(1)],
])("[RT5] resync %s: the rows are fetched anew and the stream goes on behind the head", async (reason, change) => {
  const { server, screen, client } = await liveScene();
  server.cut();
  if (reason === "expired") for (const text of ["third", "fourth"]) server.publish(1, text);
  change(server);
  await server.pass(2_000);
  expect(screen.refetches).toEqual(["connected", reason]);
  expect(screen.states.slice(-2)).toEqual(["catching-up", "live"]);
  server.publish(1, "next");
  await server.pass(10);
  expect(client.view.seq).toBe(server.log.length);
  expect(screen.faults).toEqual([]);
});

test("[RT14] changed rights bring new channels with the resync", async () => {
  const { server, screen } = await liveScene();
  const marks = { "finance/2": server.marks()["finance/2"] };
  server.say({
    type: "resync",
    reason: "rights_changed",
    head: 2,
    epoch: "e1",
    channels: marks,
    services: ["finance"],
    denied: [],
  });
  server.publish(2, "third");
  await server.pass(100);
  expect(screen.refetches).toEqual(["connected", "rights_changed"]);
  expect(screen.seen).toEqual([3]);
});

test("rows that cannot be fetched leave the screen stale until they are", async () => {
  const { server, screen, client } = scene();
  server.publish(1, "first");
  screen.failFetches = 1;
  client.start();
  await server.pass(20);
  expect(client.view.state).toBe("connecting");
  await server.pass(2_000);
  expect(screen.refetches).toEqual(["connected", "connected"]);
  expect(client.view.state).toBe("live");
  expect(screen.rows).toEqual(rowsOf(server));
});

test("frames of later versions and broken ones are ignored", async () => {
  const { server, screen, client } = await liveScene();
  server.say({ type: "weather", sunny: true });
  server.say({ type: "event", service: "finance", events: [{ seq: "3" }], seq: 3 });
  server.say({ type: "ping", seq: null });
  await server.pass(100);
  expect(client.view).toMatchObject({ state: "live", seq: 2 });
  expect(screen.faults).toEqual([]);
});
