import { expect, test } from "vitest";
import { FakeScreen, FakeServer } from "./__tests__/fake-server";
import { type Ports, RealtimeClient } from "./client";

test("timers that go off a moment early lose no alarm", async () => {
  const server = new FakeServer();
  const early: Ports = {
    fetchTicket: () => server.fetchTicket(),
    openSocket: (ticket, events) => server.openSocket(ticket, events),
    now: () => server.now(),
    random: () => server.random(),
    setTimer: (run, afterMs) => server.setTimer(run, Math.max(1, Math.floor(afterMs) - 1)),
    onWake: (run) => server.onWake(run),
  };
  const client = new RealtimeClient(["finance"], early, new FakeScreen(server));
  client.start();
  await server.pass(100);
  server.cut();
  await server.pass(5_000);
  expect(client.view.state).toBe("live");
});
