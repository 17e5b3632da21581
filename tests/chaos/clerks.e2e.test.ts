import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../lib/api";
import { dropDataDir, type Lobby, startLobby } from "../lib/server";
import { openStream, type PlainClient, type StreamEvent } from "../lib/stream";
import { BOOKED, Clerk } from "./clerks/clerk";
import { DeskCall, type Row } from "./clerks/desk-call";
import { House, PROPERTY } from "./clerks/house";
import { problemsOfBookings, problemsOfEvents, problemsOfRooms, problemsOfVersions } from "./clerks/reckoning";
import { Person } from "./person";
import { randomOf } from "./random";

const CLERKS = 50;
const PEOPLE = ["owner@harbour.example", "clerk2@harbour.example"];
/** A minute by `npm run test:chaos`. */
const seconds = process.env["CHAOS_MINUTES"] === undefined ? 4 : 60;
const seed = Number(process.env["CHAOS_SEED"] ?? Date.now() % 1_000_000);

let lobby: Lobby;
beforeAll(async () => {
  lobby = await startLobby();
});
afterAll(async () => {
  await lobby.stop();
  dropDataDir(lobby.dataDir);
});

const isBooking = (row: Row): boolean => "amountMinor" in row;

/** All events of guest and finance so far: each service's come in their order, so with the last of both all are there. */
async function eventsOf(client: PlainClient, house: House, code: string): Promise<StreamEvent[]> {
  const token = await house.owner.token();
  const body = { propertyId: PROPERTY, code, amount: 1, description: code };
  await call(house.url, "POST", "/guest/room-types", { token, body });
  await call(house.url, "POST", "/finance/revenue", { token, body });
  await client.event(({ data }) => data["code"] === code);
  await client.event(({ data }) => data["description"] === code);
  return client.events();
}

test(
  `[G1] [G7] seed ${seed}: ${CLERKS} clerks at one property for ${seconds} s: no room is sold twice, nothing is posted twice, no event is lost or doubled, every repeat is answered alike, and nobody meets a deadlock`,
  { timeout: 120_000 + seconds * 5000 },
  async () => {
    const people = await Promise.all(PEOPLE.map((email) => Person.logIn(lobby.url, email)));
    const client = await openStream(lobby.url, await people[0]!.token(), { services: ["guest", "finance"] });
    const house = await House.build(lobby.url, people[0]!);
    const desk = new DeskCall(lobby.url);
    const known = { stays: new Map<string, Row>(), requests: new Map<string, Row>() };
    const over = AbortSignal.timeout(seconds * 1000);
    await Promise.all(
      Array.from({ length: CLERKS }, (_, n) =>
        new Clerk(people[n % people.length]!, desk, house, known, randomOf(seed + n)).work(over),
      ),
    );

    expect(desk.problems).toEqual([]);
    const events = await eventsOf(client, house, "LAST");
    const [stays, rooms] = [await house.stays(), await house.rooms()];
    const booked = await house.readAll(`/finance/revenue?q=${encodeURIComponent(BOOKED)}&`);
    const requests = (await house.readAll("/guest/requests?")).filter(({ id }) => known.requests.has(id));
    console.log(
      `${desk.acknowledged.length} writes done, ${desk.repeats} repeats; refused: ${JSON.stringify([...desk.refused])}`,
    );
    expect(problemsOfRooms(stays, rooms)).toEqual([]);
    expect(stays.map(({ id }) => id).toSorted()).toEqual([...known.stays.keys()].toSorted());
    const [bookings, changes] = [
      desk.acknowledged.filter(isBooking),
      desk.acknowledged.filter((row) => !isBooking(row)),
    ];
    expect(problemsOfEvents(events, changes, [...stays, ...requests])).toEqual([]);
    expect(problemsOfBookings(events, bookings, booked)).toEqual([]);
    expect(problemsOfVersions(events, rooms)).toEqual([]);
    // There was something to get wrong.
    for (const reason of ["room_taken", "version_conflict"]) expect([...desk.refused.keys()]).toContain(reason);
    expect(desk.repeats).toBeGreaterThan(CLERKS);

    const replay = await openStream(lobby.url, await people[0]!.token(), {
      services: ["guest", "finance"],
      lastSeq: (events[0]?.seq ?? 1) - 1,
    });
    await replay.event(({ seq }) => seq === events.at(-1)!.seq);
    expect(replay.events().map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    await Promise.all([client.close(), replay.close()]);
  },
);
