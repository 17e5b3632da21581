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

/** The batch is made; three rows are done, each before and after its commit; they are told of, before and after its commit. */
const STEPS = 9;
/** The list that nothing disturbs. */
const UNDISTURBED = 0;
const LISTS = Array.from({ length: STEPS + 1 }, (_, i) => i);

interface Result {
  rowKey: string;
  status: string;
  reservationId: string | null;
  confirmation: string | null;
  guestName: string | null;
  roomNumber: string | null;
  documents: number;
  reason: string | null;
}
interface Bulk {
  batchId: string;
  ok: number;
  failed: number;
  documents: number;
  results: Result[];
}
interface Rows {
  data: { guestName: string; state: string; number: string; occupancy: string; numberLast4: string }[];
}

const DEPARTURE = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

/** A room of that list alone, and a reservation of it: made again, they are the same. Answers the confirmation number. */
async function reserve({ url }: Lobby, token: string, list: number): Promise<string> {
  await call(url, "POST", "/guest/room-types", { token, body: { propertyId: 1, code: "BLK" } });
  await call(url, "POST", "/guest/rooms", { token, body: { propertyId: 1, number: `B${list}`, roomType: "BLK" } });
  const body = { propertyId: 1, guestName: `Crash ${list}`, roomType: "BLK", departure: DEPARTURE };
  const headers = { "idempotency-key": `reserve-${list}` };
  const made = await call<{ confirmation: string }>(url, "POST", "/guest/reservations", { token, body, headers });
  return made.body.confirmation;
}

/** A guest with a document who is expected and moves in, a row that is refused, and a document outside of rows. */
async function send(lobby: Lobby, token: string, list: number) {
  const reservation = await reserve(lobby, token, list);
  const body = {
    propertyId: 1,
    batchKey: `list-${list}`,
    rows: [
      { reservation, room: `B${list}`, documents: [{ number: `CRASH00${list}` }] },
      { guestName: `Refused ${list}`, room: "none", departure: DEPARTURE },
    ],
    documents: [{ number: `LOOSE00${list}`, guestName: `Loose ${list}` }],
  };
  return call<Bulk>(lobby.url, "POST", "/guest-checkin/bulk", { token, body });
}

/** The answer without what is different for each list by its nature. */
const withoutNames = ({ ok, failed, documents, results }: Bulk, list: number): unknown => ({
  ok,
  failed,
  documents,
  results: results.map(({ reservationId, confirmation, guestName, roomNumber, ...rest }) => ({
    ...rest,
    isStay: reservationId !== null && confirmation !== null,
    guestName: guestName?.replace(String(list), "n"),
    roomNumber: roomNumber?.replace(String(list), "n"),
  })),
});

test(
  "[G11] killed at every step of a list, and sent again: the same as undisturbed, each row is done once, told of once, and answered alike",
  { timeout: 300_000 },
  async () => {
    for (let step = 1; step <= STEPS; step++) {
      const env = { LOBBY_CRASH_AT: `during-bulk-check-in:${step}`, LOBBY_RESTART: "off" };
      running = await spawnLobby({ dataDir, env });
      await running.printed("Lobby is ready on");
      const { accessToken } = await login(running.url, "owner@harbour.example");
      await expect(send(running, accessToken, step)).rejects.toThrow(/fetch failed|terminated|socket/);
      expect(await running.ended, `dies at step ${step}`).not.toMatchObject({ code: 0 });
    }

    const lobby = (running = await startLobby({ dataDir }));
    const token = (await login(lobby.url, "owner@harbour.example")).accessToken;
    const undisturbed = withoutNames((await send(lobby, token, UNDISTURBED)).body, UNDISTURBED);
    expect(undisturbed).toMatchObject({ ok: 2, failed: 1, documents: 2 });
    for (const list of LISTS) {
      const first = await send(lobby, token, list);
      expect(withoutNames(first.body, list)).toEqual(undisturbed);
      expect((await send(lobby, token, list)).body).toEqual(first.body);
    }
    await expectOnce(lobby, token);
    await expectTold(lobby, token);
  },
);

/** Stays, rooms and documents: of each list one, and as it is to be. */
async function expectOnce({ url }: Lobby, token: string): Promise<void> {
  const read = async (path: string): Promise<Rows["data"]> =>
    (await call<Rows>(url, "GET", `${path}propertyId=1&limit=100`, { token })).body.data;
  const stays = await read("/guest/reservations?q=Crash&");
  expect(stays.map(({ guestName, state }) => `${guestName} ${state}`)).toEqual(
    LISTS.map((list) => `Crash ${list} checked_in`),
  );
  const rooms = await read("/guest/rooms?roomType=BLK&");
  expect(rooms.map(({ number, occupancy }) => `${number} ${occupancy}`)).toEqual(LISTS.map((i) => `B${i} occupied`));
  expect(await read("/guest/documents?")).toHaveLength(2 * LISTS.length);
  expect(await read("/guest/reservations?q=Refused&")).toEqual([]);
}

/** Events from the first on: each row is told of once, each guest moved in once, each document is told of once; versions are dense. */
async function expectTold({ url }: Lobby, token: string): Promise<void> {
  const client = await openStream(url, token, { services: ["guest"], lastSeq: 0 });
  const last = { propertyId: 1, code: "LAST" };
  await call(url, "POST", "/guest/room-types", { token, body: last });
  // Events come in the order of their numbers: with the last one, all that were before it are there.
  await client.event(({ data }) => data["code"] === last.code);
  const told = new Map<string, string[]>();
  for (const event of client.events()) {
    const { type, data } = event;
    const { version } = (event as unknown as { entity: { version: number } }).entity;
    if (type !== "checkin-batch-processed") continue;
    const items = data["items"] as { rowKey: string }[];
    const key = String(data["batchKey"]);
    told.set(key, [...(told.get(key) ?? []), ...items.map(({ rowKey }) => `${version} ${rowKey}`)]);
  }
  const expected = LISTS.map((list) => [`list-${list}`, ["1 1", "1 2", "1 d1"]] as const);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
  const movedIn = client.events().filter(({ type, data }) => type === "guest-checked-in" && data["roomType"] === "BLK");
  expect(movedIn.map(({ data }) => data["guestName"]).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(
    LISTS.map((list) => `Crash ${list}`),
  );
  expect(client.events().filter(({ type }) => type === "id-document-recorded")).toHaveLength(2 * LISTS.length);
  await client.close();
}
