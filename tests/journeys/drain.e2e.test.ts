import { afterEach, expect, test } from "vitest";
import { login } from "../lib/api";
import { dropDataDir, type Lobby, newDataDir, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";

let lobby: Lobby;
const dataDir = newDataDir();
const start = async (drainMs: number): Promise<Lobby> =>
  (lobby = await startLobby({ dataDir, env: { LOBBY_DRAIN_MS: String(drainMs) } }));

afterEach(async () => {
  await lobby.stop("SIGKILL");
  dropDataDir(dataDir);
});

test("[RT23] SIGTERM: clients are told when to come back, are served until then, and the process ends in order", async () => {
  await start(1500);
  const { accessToken } = await login(lobby.url, "owner@harbour.example");
  const handshake = { services: ["finance"], ack: true };
  const clients = await Promise.all(Array.from({ length: 20 }, () => openStream(lobby.url, accessToken, handshake)));
  lobby.process.kill("SIGTERM");
  const slots = await Promise.all(
    clients.map(async (client) => Number((await client.frame("drain"))["reconnectInMs"])),
  );
  expect(slots.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i * 60));
  // Served on: an answer to what is asked now.
  for (const client of clients) client.send({ type: "ping" });
  await Promise.all(clients.map((client) => client.frame("ping")));
  await Promise.all(clients.slice(0, 19).map((client) => client.close()));
  const [last] = clients.slice(19);
  await last?.untilClosed();
  expect(last?.frames.at(-1)).toMatchObject({ type: "error", reason: "draining", retryAfterMs: expect.any(Number) });
  expect(await lobby.ended).toMatchObject({ code: 0 });

  // Nobody is there, so nobody is waited for; and the second signal finds nothing left to do.
  await start(60_000);
  lobby.process.kill("SIGTERM");
  lobby.process.kill("SIGTERM");
  expect(await lobby.ended).toMatchObject({ code: 0 });
});
