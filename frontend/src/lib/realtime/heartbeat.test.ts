import { expect, test } from "vitest";
import { liveScene, scene } from "./__tests__/scene";

test("[RT10] silence beyond the next ping is asked about, shown, and within a minute taken for a dead connection", async () => {
  const { server, screen, client } = await liveScene();
  server.answers = false;
  await server.pass(39_000);
  expect(client.view.state).toBe("live");
  await server.pass(2_000);
  expect(client.view.state).toBe("lagging");
  expect(screen.faults).toEqual([]);
  await server.pass(18_000);
  expect(screen.faults).toEqual(["silence"]);
});

test("[RT10] pings keep a quiet connection", async () => {
  const { server, screen } = await liveScene();
  for (let i = 0; i < 10; i++) {
    await server.pass(30_000);
    server.ping();
  }
  await server.pass(10);
  expect(screen.faults).toEqual([]);
  expect(server.tickets).toBe(1);
});

test("a machine that slept for an hour reconnects as soon as it runs again", async () => {
  const { server, screen } = await liveScene();
  server.sleep(3_600_000, false);
  server.publish(1, "third");
  await server.pass(100);
  expect(screen.faults).toEqual(["silence"]);
  expect(screen.states.at(-1)).toBe("live");
  expect(screen.seen).toEqual([3]);
});

test("[RT10] after a short sleep the client asks, and gives a dead connection up after eight seconds", async () => {
  const { server, screen } = await liveScene();
  server.sleep(20_000, true);
  await server.pass(100);
  expect(screen.faults).toEqual([]);
  server.answers = false;
  server.wake();
  await server.pass(8_000);
  expect(screen.faults).toEqual(["silence"]);
});

test("a pause ends when the page comes back to life", async () => {
  const { server, client } = scene();
  server.refusals.push({ ok: false, reason: "rate_limited", final: false, retryAfterMs: 600_000 });
  client.start();
  await server.pass(1_000);
  server.wake();
  await server.pass(100);
  expect(client.view.state).toBe("live");
});
