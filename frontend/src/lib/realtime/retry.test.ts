import { expect, test } from "vitest";
import { liveScene, scene } from "./__tests__/scene";

test("sockets that are cut right after opening are tried again without a pause", async () => {
  const { server, client } = scene();
  server.cuts = 3;
  client.start();
  await server.pass(20);
  expect(client.view.state).toBe("live");
  expect(server.tickets).toBe(4);
});

test("a server that is away is asked every other second, however long, and the screen says since when it is stale", async () => {
  const { server, screen, client } = await liveScene();
  const before = server.now();
  const away = { ok: false, reason: "unreachable", final: false } as const;
  server.refusals.push(...Array.from({ length: 300 }, () => away));
  server.cut();
  await server.pass(5_000);
  expect(client.view).toMatchObject({ state: "offline", reason: "unreachable" });
  expect(client.view.staleSince).toBeLessThanOrEqual(before);
  await server.pass(280_000);
  server.refusals.length = 0;
  await server.pass(2_000);
  expect(screen.states).toEqual(["connecting", "live", "connecting", "offline", "live"]);
});

test("the pause that the server asks for is kept", async () => {
  const { server, client } = scene();
  server.refusals.push({ ok: false, reason: "rate_limited", final: false, retryAfterMs: 20_000 });
  client.start();
  await server.pass(19_999);
  expect(server.tickets).toBe(1);
  await server.pass(5_000);
  expect(client.view.state).toBe("live");
});

test("[RT15] an error that says when to come back is obeyed", async () => {
  const { server, client } = await liveScene();
  server.say({ type: "error", reason: "overloaded", message: "Too many connections.", retryAfterMs: 8_000 });
  await server.pass(7_000);
  expect(server.tickets).toBe(1);
  await server.pass(5_000);
  expect(client.view.state).toBe("live");
});

test("[RT15] an error without a time to come back ends the attempts until a person acts", async () => {
  const { server, client } = await liveScene();
  server.say({ type: "error", reason: "session_ended", message: "The login has ended." });
  await server.pass(600_000);
  expect(server.tickets).toBe(1);
  expect(client.view).toMatchObject({ state: "offline", reason: "session_ended", final: true });
  client.retry();
  await server.pass(100);
  expect(client.view.state).toBe("live");
});

test("[RT15] bad_message leaves the connection as it is", async () => {
  const { server, client } = await liveScene();
  server.say({ type: "error", reason: "bad_message", message: "Not understood." });
  await server.pass(100);
  expect(client.view.state).toBe("live");
});

test("after stop nothing is heard and nothing is tried", async () => {
  const { server, screen, client } = await liveScene();
  client.stop();
  server.publish(1, "third");
  await server.pass(600_000);
  expect(screen.seen).toEqual([]);
  expect(server.tickets).toBe(1);
});
