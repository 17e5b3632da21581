import { expect, test } from "vitest";
import { liveScene, scene } from "./__tests__/scene";

const acks = (messages: Record<string, unknown>[]): unknown[] =>
  messages.filter(({ type }) => type === "ack").map(({ seq }) => seq);

test("[RT18] what came is acknowledged within a second", async () => {
  const { server, client } = scene();
  server.limits = { windowBytes: 100_000 };
  client.start();
  await server.pass(100);
  server.publish(1, "first");
  server.publish(1, "second");
  await server.pass(900);
  expect(acks(server.messages)).toEqual([]);
  await server.pass(200);
  expect(acks(server.messages)).toEqual([2]);
  await server.pass(30_000);
  expect(acks(server.messages)).toEqual([2]);
});

test("[RT18] half a window is acknowledged at once", async () => {
  const { server, client } = scene();
  server.limits = { windowBytes: 4_000 };
  client.start();
  await server.pass(100);
  server.publish(1, "a".repeat(1_000));
  await server.pass(10);
  expect(acks(server.messages)).toEqual([]);
  server.publish(1, "b".repeat(1_000));
  await server.pass(10);
  expect(acks(server.messages)).toEqual([2]);
});

test("[RT18] a server that speaks of no window, and a transport without a way back, get no acknowledgement", async () => {
  const { server } = await liveScene();
  server.publish(1, "third");
  await server.pass(5_000);
  expect(acks(server.messages)).toEqual([]);

  const other = scene();
  other.server.limits = { windowBytes: 10 };
  other.server.blocked.add("websocket");
  other.client.start();
  await other.server.pass(10_000);
  other.server.publish(1, "first");
  await other.server.pass(5_000);
  expect(other.client.view.transport).toBe("sse");
  expect(acks(other.server.messages)).toEqual([]);
});

test("events that come long after they were booked make the client say that it lags, until one comes in time", async () => {
  const { server, screen, client } = await liveScene();
  server.delayMs = 6_000;
  server.publish(1, "third");
  await server.pass(100);
  expect(client.view.state).toBe("lagging");
  server.delayMs = 0;
  server.publish(1, "fourth");
  await server.pass(100);
  expect(client.view.state).toBe("live");
  expect(screen.seen).toEqual([3, 4]);
});
