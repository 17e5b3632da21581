import { expect, test } from "vitest";
import { liveScene, rowsOf, scene } from "./__tests__/scene";
import { TRANSPORTS } from "./machine/transport";

test.each([
  [1, "live"],
  [2, "polling"],
  [3, "polling"],
] as const)("a network that blocks the first %i transports is served by the next one", async (count, state) => {
  const { server, screen, client } = scene();
  for (const transport of TRANSPORTS.slice(0, count)) server.blocked.add(transport);
  client.start();
  await server.pass(20_000);
  expect(client.view).toMatchObject({ state, transport: TRANSPORTS[count] });
  server.publish(1, "first");
  await server.pass(10);
  expect(screen.seen).toEqual([1]);
});

test("a connection by a lesser transport goes back to the best one without a gap, once the network allows it", async () => {
  const { server, screen, client } = scene();
  server.blocked.add("websocket").add("sse");
  client.start();
  await server.pass(20_000);
  expect(client.view.transport).toBe("long-poll");
  server.blocked.clear();
  for (let second = 0; second < 700; second++) {
    server.publish(1, `at ${second}`);
    await server.pass(1_000);
  }
  expect(client.view).toMatchObject({ state: "live", transport: "websocket", seq: 700 });
  expect(server.open).toEqual(["websocket"]);
  expect(screen.seen).toEqual(Array.from({ length: 700 }, (_, i) => i + 1));
  expect(screen.faults).toEqual([]);
  expect(screen.refetches).toEqual(["connected"]);
  // While it still delivered, the screen was never behind.
  expect(screen.states).toEqual(["connecting", "offline", "catching-up", "polling", "live"]);
});

test("better transports that stay blocked are tried ever more rarely", async () => {
  const { server, client } = scene();
  server.blocked.add("websocket");
  client.start();
  await server.pass(20_000);
  const before = server.tried.length;
  for (let minute = 0; minute < 60; minute++) {
    await server.pass(30_000);
    server.ping();
    await server.pass(30_000);
    server.ping();
  }
  expect(client.view.transport).toBe("sse");
  expect(server.tried.length - before).toBeLessThan(20);
});

test("a page that comes back to life tries the better transports at once", async () => {
  const { server, client } = scene();
  server.blocked.add("websocket");
  client.start();
  await server.pass(20_000);
  server.blocked.clear();
  server.wake();
  await server.pass(10);
  expect(client.view.transport).toBe("websocket");
});

test("a server that is away, or that refuses, is no reason to leave a transport", async () => {
  const { server, client } = await liveScene();
  const away = { ok: false, reason: "unreachable", final: false } as const;
  server.refusals.push(...Array.from({ length: 50 }, () => away));
  server.cut();
  await server.pass(120_000);
  for (let i = 0; i < 10; i++) {
    server.say({ type: "error", reason: "overloaded", message: "Too many.", retryAfterMs: 10 });
    await server.pass(100);
  }
  expect(new Set(server.tried)).toEqual(new Set(["websocket"]));
  expect(client.view).toMatchObject({ state: "live", transport: "websocket" });
});

test("a network that lets a socket open and then swallows everything is answered by the next transport", async () => {
  const { server, screen, client } = scene();
  server.swallowed.add("websocket");
  server.publish(1, "first");
  client.start();
  await server.pass(60_000);
  expect(client.view).toMatchObject({ state: "live", transport: "sse" });
  expect(screen.rows).toEqual(rowsOf(server));
});
