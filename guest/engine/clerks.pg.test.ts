import { guest } from "~encore/clients";
import { afterAll, expect, test } from "vitest";
import { Desk, reasonOf } from "../__tests__/desk";
import { pool } from "../store/db";

afterAll(() => pool.end());

const CLERKS = 50;
const ROOMS = ["101", "102", "103", "104", "105", "106"];
/** What a clerk is told when another was faster, or the house is full. Anything else is a defect. */
const EXPECTED = new Set([
  "no error",
  "room_taken",
  "room_occupied",
  "room_not_ready",
  "version_conflict",
  "state_forbids",
]);

/** The same numbers on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test(
  "[G1] 50 clerks at once: no room is sold twice, nobody meets a deadlock, and versions, events and nights agree",
  { timeout: 120_000 },
  async () => {
    const desk = await Desk.open(ROOMS);
    const told = new Set<string>();
    const note = async (work: Promise<unknown>): Promise<void> => void told.add(await reasonOf(work));

    const clerk = async (n: number): Promise<void> => {
      const random = seeded(n + 1);
      const anyRoom = (): string => desk.room(Math.floor(random() * ROOMS.length)).id;
      const nights = 1 + Math.floor(random() * 3);
      const { id } = await desk.reserve({ departure: `2026-11-2${1 + nights}`, guestName: `Guest ${n}` });
      const version = async (): Promise<number> => (await guest.getReservation({ id }, desk.as())).version;
      for (let i = 0; i < 4; i++) {
        await note(guest.assignRoom({ id, version: await version(), roomId: anyRoom() }, desk.as()));
        if (random() < 0.6) await note(guest.checkIn({ id, version: await version(), roomId: anyRoom() }, desk.as()));
        if (random() < 0.5) await note(guest.checkOut({ id, version: await version() }, desk.as()));
        const room = await desk.look(Math.floor(random() * ROOMS.length));
        await note(guest.setRoomState({ id: room.id, version: room.version, housekeeping: "clean" }, desk.as()));
      }
    };
    await Promise.all(Array.from({ length: CLERKS }, (_, n) => clerk(n)));

    expect([...told].filter((reason) => !EXPECTED.has(reason))).toEqual([]);
    expect(told).toContain("room_taken");
    const { data } = await guest.listReservations({ propertyId: desk.propertyId, limit: 100 }, desk.as());
    expect(data).toHaveLength(CLERKS);
    // By the reservations themselves, apart from the table that guards them.
    const sold = data
      .filter(({ state }) => ["assigned", "checked_in", "due_out"].includes(state))
      .flatMap(({ roomNumber, nights }) => Array.from({ length: nights }, (_, i) => `${roomNumber} ${i}`));
    expect(sold.length).toBe(new Set(sold).size);
    expect(sold.length).toBeGreaterThan(0);
    for (let i = 0; i < ROOMS.length; i++) {
      const here = data.filter((s) => s.state === "checked_in" && s.roomNumber === ROOMS[i]);
      expect((await desk.look(i)).occupancy).toBe(here.length === 1 ? "occupied" : "vacant");
    }
    const versions = new Map<string, number[]>();
    for (const { entity } of await desk.events())
      versions.set(entity.id, [...(versions.get(entity.id) ?? []), entity.version]);
    for (const [id, seen] of versions) expect([id, seen]).toEqual([id, seen.map((_, i) => i + 1)]);
    for (const { id, version } of data) expect(versions.get(id)).toHaveLength(version);
  },
);
