import { afterAll, expect, test } from "vitest";
import { newId } from "../../platform/ids";
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
const count = async (table: "revenue" | "outbox"): Promise<number> =>
  (await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)).rows[0]?.count ?? 0;

test("several processes at once book the demo week once, and each line has its event", async () => {
  const hotels = [hotel(1, newId()), hotel(2, newId())];
  await Promise.all([seedHotels(hotels), seedHotels(hotels), seedHotels(hotels)]);
  const lines = await count("revenue");
  expect(lines).toBeGreaterThan(80);
  expect(lines).toBeLessThanOrEqual(2 * 7 * 8);
  expect(await count("outbox")).toBe(lines);
  await seedHotels([hotel(3, newId())]);
  expect(await count("revenue")).toBe(lines);
});
