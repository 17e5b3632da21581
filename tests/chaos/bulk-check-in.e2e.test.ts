import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { call, login } from "../lib/api";
import { dropDataDir, type Lobby, newDataDir, spawnLobby, startLobby } from "../lib/server";
import { openStream } from "../lib/stream";

let dataDir: string;
let running: Lobby | undefined;
beforeAll(() => {
  dataDir = newDataDir();
});
afterEach(async () => {
  await running?.stop("SIGKILL");
});
afterAll(() => dropDataDir(dataDir));

/** Two rows with two steps each, before and after their commit, and one when they were told of. */
const STEPS = 5;
/** Rooms of the demo house that are free and ready. */
const ROOMS = ["102", "106", "107", "201", "204", "206", "207"];

interface Bulk {
  batchId: string;
  results: { status: string; reservationId: string | null; documents: number }[];
}
interface Rows {
  data: { guestName: string; state: string }[];
}

/** The list of that step: a guest with a document who moves in, and a row that is refused. */
const listOf = (step: number): object => ({
  propertyId: 1,
  batchKey: `step-${step}`,
  rows: [
    {
      guestName: `Crash ${step}`,
      room: ROOMS[step],
      departure: "2099-01-01",
      arrival: "2098-12-31",
      documents: [{ number: `CRASH00${step}` }],
    },
    { guestName: `Crash ${step}`, room: "none", departure: "2099-01-01" },
  ],
});

const send = (lobby: Lobby, token: string, step: number) =>
  call<Bulk>(lobby.url, "POST", "/guest-checkin/bulk", { token, body: listOf(step) });

test("[G11] killed at every step of a list, and sent again: each row is done once, told of once, and answered alike", async () => {
  for (let step = 1; step <= STEPS; step++) {
    running = await spawnLobby({
      dataDir,
      env: { LOBBY_CRASH_AT: `during-bulk-check-in:${step}`, LOBBY_RESTART: "off" },
    });
    await running.printed("Lobby is ready on");
    const { accessToken } = await login(running.url, "owner@harbour.example");
    await expect(send(running, accessToken, step)).rejects.toThrow(/fetch failed|terminated|socket/);
    expect(await running.ended, `dies at step ${step}`).not.toMatchObject({ code: 0 });
  }

  const lobby = (running = await startLobby({ dataDir }));
  const token = (await login(lobby.url, "owner@harbour.example")).accessToken;
  for (let step = 1; step <= STEPS; step++) {
    const first = await send(lobby, token, step);
    expect(first.body.results.map(({ status, documents }) => [status, documents])).toEqual([
      ["ok", 1],
      ["error", 0],
    ]);
    expect((await send(lobby, token, step)).body).toEqual(first.body);
  }
  const { body: stays } = await call<Rows>(lobby.url, "GET", "/guest/reservations?propertyId=1&q=Crash&limit=100", {
    token,
  });
  expect(stays.data.map(({ guestName, state }) => `${guestName} ${state}`)).toEqual(
    Array.from({ length: STEPS }, (_, i) => `Crash ${i + 1} assigned`),
  );
  const { body: documents } = await call<Rows>(lobby.url, "GET", "/guest/documents?propertyId=1&limit=100", { token });
  expect(documents.data).toHaveLength(STEPS);

  // Every batch's events from the first on: each row is told of once, and versions are dense.
  const client = await openStream(lobby.url, token, { services: ["guest"], lastSeq: 0 });
  const told = new Map<string, string[]>();
  // Events come in the order of their numbers: with the last one, all that were before it are there.
  const last = { propertyId: 1, code: "LAST" };
  await call(lobby.url, "POST", "/guest/room-types", { token, body: last });
  await client.event(({ data }) => data["code"] === last.code);
  for (const event of client.events()) {
    const { type, data } = event;
    const { version } = (event as unknown as { entity: { version: number } }).entity;
    if (type !== "checkin-batch-processed") continue;
    const items = data["items"] as { rowKey: string }[];
    const key = String(data["batchKey"]);
    told.set(key, [...(told.get(key) ?? []), ...items.map(({ rowKey }) => `${version} ${rowKey}`)]);
  }
  const expected = Array.from({ length: STEPS }, (_, i) => [`step-${i + 1}`, ["1 1", "1 2"]] as const);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
  await client.close();
});
