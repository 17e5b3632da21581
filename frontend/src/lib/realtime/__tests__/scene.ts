import { expect } from "vitest";
import { RealtimeClient } from "../client";
import { FakeScreen } from "./fake-screen";
import { FakeServer } from "./fake-server";

export interface Scene {
  server: FakeServer;
  screen: FakeScreen;
  client: RealtimeClient;
}

export function scene(): Scene {
  const server = new FakeServer();
  const screen = new FakeScreen(server);
  return { server, screen, client: new RealtimeClient({ services: ["finance"] }, server, screen) };
}

/** A client that is live behind two events which it has from the rows. */
export async function liveScene(): Promise<Scene> {
  const it = scene();
  it.server.publish(1, "first");
  it.server.publish(2, "second");
  it.client.start();
  await it.server.pass(100);
  expect(it.client.view.state).toBe("live");
  return it;
}

export const rowsOf = (server: FakeServer): Map<string, unknown> =>
  new Map(server.log.map((e) => [e.id, e.data?.["text"] ?? null]));
