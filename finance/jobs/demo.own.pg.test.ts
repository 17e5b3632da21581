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
  workers: [{ personId: newId(), role: "clerk" }],
});
const count = async (table: "revenue" | "expense" | "cash_session" | "outbox"): Promise<number> =>
  (await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)).rows[0]?.count ?? 0;

test("several processes at once book the demo week once, and each row has its event", async () => {
  const hotels = [hotel(1, newId()), hotel(2, newId())];
  await Promise.all([seedHotels(hotels), seedHotels(hotels), seedHotels(hotels)]);
  const lines = await count("revenue");
  expect(lines).toBeGreaterThan(80);
  expect(lines).toBeLessThanOrEqual(2 * 7 * 8);
  const [expenses, drawers] = [await count("expense"), await count("cash_session")];
  expect([expenses, drawers > 0]).toEqual([8, true]);
  expect(await count("outbox")).toBe(lines + expenses + drawers);
  await seedHotels([hotel(3, newId())]);
  expect(await count("revenue")).toBe(lines);
});
