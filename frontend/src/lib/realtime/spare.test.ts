import { expect, test } from "vitest";
import { liveScene, rowsOf } from "./__tests__/scene";

test("[RT23] a client that is told to leave connects anew in its slot and lets go of the old connection only then", async () => {
  const { server, screen, client } = await liveScene();
  server.say({ type: "drain", reconnectInMs: 2_000 });
  await server.pass(1_900);
  expect(server.handshakes).toHaveLength(1);
  server.publish(1, "third");
  await server.pass(102);
  // The new handshake is on its way, and until its ack the old connection goes on.
  server.publish(1, "fourth");
  await server.pass(100);
  expect(server.handshakes.at(-1)).toMatchObject({ lastSeq: 3, epoch: "e1" });
  expect(server.open).toEqual(["websocket"]);
  expect(screen.seen).toEqual([3, 4]);
  expect(screen.states).toEqual(["connecting", "live"]);
  expect(client.view).toMatchObject({ state: "live", seq: 4, staleSince: null });
});

test("[RT23] a server that refuses because it drains is asked again when it said, and meanwhile the old connection delivers", async () => {
  const { server, screen } = await liveScene();
  server.refuseHandshakes = { reason: "draining", message: "This server stops.", retryAfterMs: 1_000 };
  server.say({ type: "drain", reconnectInMs: 100 });
  await server.pass(500);
  server.publish(1, "third");
  server.refuseHandshakes = null;
  await server.pass(1_500);
  expect(server.handshakes.length).toBeGreaterThan(2);
  expect(server.open).toEqual(["websocket"]);
  expect(screen.seen).toEqual([3]);
  expect(screen.states).toEqual(["connecting", "live"]);
});

test("[RT23] a connection that is closed while the next one is made is succeeded by it", async () => {
  const { server, screen, client } = await liveScene();
  server.say({ type: "drain", reconnectInMs: 1 });
  await server.pass(2);
  server.publish(1, "third");
  server.cutAcked();
  await server.pass(50);
  expect(client.view).toMatchObject({ state: "live", seq: 3 });
  expect(screen.seen).toEqual([3]);
  expect(screen.rows).toEqual(rowsOf(server));
});
