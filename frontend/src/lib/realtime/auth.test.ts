import { expect, test } from "vitest";
import { type Scene, scene } from "./__tests__/scene";

const auths = (messages: Record<string, unknown>[]): unknown[] =>
  messages.filter(({ type }) => type === "auth").map(({ ticket }) => ticket);

const inMs = ({ server }: Scene, ms: number): string => new Date(server.now() + ms).toISOString();

/** Live, with a credential that ends after 15 minutes. */
async function signedInScene(): Promise<Scene> {
  const it = scene();
  it.server.limits = { authExpiresAt: inMs(it, 900_000) };
  it.client.start();
  await it.server.pass(100);
  return it;
}

async function quietly({ server }: Scene, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 20_000) {
    server.ping();
    await server.pass(Math.min(20_000, ms - passed));
  }
}

test("[RT25] the credential of an open connection is renewed in place before it ends, and again before the next one does", async () => {
  const it = await signedInScene();
  await quietly(it, 820_000);
  expect(auths(it.server.messages)).toEqual([]);
  await quietly(it, 20_000);
  expect(auths(it.server.messages)).toEqual(["t2"]);
  it.server.say({ type: "auth", expiresAt: inMs(it, 900_000) });
  await quietly(it, 800_000);
  expect(auths(it.server.messages)).toEqual(["t2"]);
  await quietly(it, 40_000);
  expect(auths(it.server.messages)).toEqual(["t2", "t3"]);
  expect(it.server.handshakes).toHaveLength(1);
  expect(it.screen.states).toEqual(["connecting", "live"]);
});

test("[RT25] a server that asks for it gets it at once", async () => {
  const it = await signedInScene();
  it.server.say({ type: "auth", expiresAt: inMs(it, 60_000), required: true });
  await it.server.pass(10);
  expect(auths(it.server.messages)).toEqual(["t2"]);
});

test("[RT25] a page that wakes from a nap renews first thing what ended or is about to", async () => {
  const it = await signedInScene();
  await quietly(it, 800_000);
  it.server.sleep(30_000, true);
  await it.server.pass(20);
  expect(auths(it.server.messages)).toEqual(["t2"]);
  expect(it.server.handshakes).toHaveLength(1);
});

test("[RT25] a laptop that slept through the end of its credential connects anew with another one", async () => {
  const it = await signedInScene();
  it.server.sleep(3_600_000, false);
  it.server.limits = { authExpiresAt: inMs(it, 900_000) };
  it.server.wake();
  await it.server.pass(20);
  expect(it.server.handshakes).toHaveLength(2);
  expect(it.server.tickets).toBe(2);
  expect(it.client.view.state).toBe("live");
});

test("[RT25] a renewal that fails is tried again, and one that is refused leaves the connection as it is", async () => {
  const it = await signedInScene();
  const away = { ok: false, reason: "unreachable", final: false } as const;
  it.server.refusals.push(away, away);
  await quietly(it, 860_000);
  expect(auths(it.server.messages)).toEqual(["t4"]);
  it.server.say({ type: "error", reason: "auth_refused", message: "Of another person." });
  await quietly(it, 30_000);
  expect(auths(it.server.messages).length).toBeGreaterThan(1);
  expect(it.screen.states).toEqual(["connecting", "live"]);
  expect(it.server.handshakes).toHaveLength(1);
});

test("[RT25] a server that speaks of no end is never asked", async () => {
  const it = scene();
  it.client.start();
  await it.server.pass(100);
  await quietly(it, 4_000_000);
  expect(it.server.tickets).toBe(1);
});

test("ways whose requests carry the login themselves ask for no ticket", async () => {
  const it = scene();
  it.server.blocked.add("websocket");
  it.server.limits = { authExpiresAt: inMs(it, 120_000) };
  it.client.start();
  await it.server.pass(20_000);
  expect(it.client.view.transport).toBe("sse");
  const sockets = (): number => it.server.tried.filter((way) => way === "websocket").length;
  const before = { tickets: it.server.tickets, sockets: sockets() };
  await quietly(it, 120_000);
  // One ticket for each try of a socket, none beside them.
  expect(it.server.tickets - before.tickets).toBe(sockets() - before.sockets);
});
