import { afterAll, expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { pool } from "../store/db";
import { seedHotels } from "./demo";

afterAll(() => pool.end());

const hotel = (propertyId: number) => ({
  propertyId,
  orgId: newId(),
  workers: [{ personId: newId(), name: "Carla", role: "cashier" }],
});
const count = async (table: string): Promise<number> =>
  (await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)).rows[0]?.count ?? 0;

test("several processes at once seed the demo staff once, and each row has its event", async () => {
  const hotels = [hotel(1), hotel(2)];
  await Promise.all([seedHotels(hotels), seedHotels(hotels), seedHotels(hotels)]);
  const rows = (await count("member")) + (await count("shift")) + (await count("task"));
  expect(rows).toBe(2 * (5 + 10 + 5));
  expect(await count("outbox")).toBe(rows);
  await seedHotels([hotel(3)]);
  expect(await count("member")).toBe(10);
});
