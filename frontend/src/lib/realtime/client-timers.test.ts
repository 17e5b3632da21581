import { expect, test } from "vitest";
import { FakeScreen } from "./__tests__/fake-screen";
import { FakeServer } from "./__tests__/fake-server";
import { RealtimeClient } from "./client";
import type { Ports } from "./ports";

test("timers that go off a moment early lose no alarm", async () => {
  const server = new FakeServer();
  const early: Ports = {
    fetchTicket: () => server.fetchTicket(),
    links: server.links,
    now: () => server.now(),
    random: () => server.random(),
    setTimer: (run, afterMs) => server.setTimer(run, Math.max(1, Math.floor(afterMs) - 1)),
    onWake: (run) => server.onWake(run),
  };
  const client = new RealtimeClient({ services: ["finance"] }, early, new FakeScreen(server));
  client.start();
  await server.pass(100);
  server.cut();
  await server.pass(5_000);
  expect(client.view.state).toBe("live");
});
