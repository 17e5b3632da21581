import { guest } from "~encore/clients";
import { afterAll, expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { callerAt } from "../__tests__/desk";
import { pool } from "../store/db";
import { seedHotels } from "./demo";

afterAll(() => pool.end());

const hotel = (propertyId: number, orgId: string) => ({
  propertyId,
  orgId,
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  people: [newId()],
});
const count = async (table: "room" | "reservation" | "room_type" | "service_request" | "outbox"): Promise<number> =>
  (await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)).rows[0]?.count ?? 0;

test("several processes at once fill the demo hotels once, each row with its event, and the desk has something to do", async () => {
  const orgId = newId();
  const hotels = [hotel(1, orgId), hotel(2, newId())];
  await Promise.all([seedHotels(hotels), seedHotels(hotels), seedHotels(hotels)]);
  expect(await count("room")).toBe(48);
  expect(await count("outbox")).toBe(
    48 + (await count("reservation")) + (await count("room_type")) + (await count("service_request")),
  );
  await seedHotels([hotel(3, newId())]);
  expect(await count("room")).toBe(48);
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Lisbon" }).format(new Date());
  const authData = callerAt([1], { orgId, businessDate: today });
  for (const view of ["arrivals", "in_house", "departures"] as const) {
    const { data } = await guest.listReservations({ propertyId: 1, view }, { authData });
    expect([view, data.length >= 4]).toEqual([view, true]);
  }
  const requests = await guest.listRequests({ propertyId: 1, open: true }, { authData });
  expect(requests.data.length).toBeGreaterThan(1);
  const { data } = await guest.listReservations({ propertyId: 1, view: "in_house" }, { authData });
  const rooms = await guest.listRooms({ propertyId: 1, occupancy: "occupied" }, { authData });
  expect(rooms.data.map(({ number }) => number)).toEqual(
    data.map(({ roomNumber }) => String(roomNumber)).toSorted((a, b) => a.localeCompare(b)),
  );
});
