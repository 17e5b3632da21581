import { afterAll, afterEach, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { pool } from "../store/db";
import { seedHotels } from "./demo";
import { turnWatches } from "./demo-watches";

const HOUR_MS = 3_600_000;

afterEach(() => clock.run());
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
  expect(rows).toBe(2 * (7 + 11 + 5));
  expect(await count("outbox")).toBe(rows);
  await seedHotels([hotel(3)]);
  expect(await count("member")).toBe(14);
  await Promise.all([turnWatches(hotels), turnWatches(hotels)]);
  expect(await onDuty()).toBe("Ana Sousa, Ana Sousa, Rosa Lima, Rosa Lima, Tom Becker, Tom Becker");
  const events = await count("outbox");
  await turnWatches(hotels);
  expect(await count("outbox")).toBe(events);
});

const onDuty = async (): Promise<string> =>
  (
    await pool.query<{ names: string }>(
      `SELECT coalesce(string_agg(member_name, ', ' ORDER BY member_name), '') AS names FROM attendance WHERE ended_at IS NULL`,
    )
  ).rows[0]?.names ?? "";

test("one watch of the demo follows the other, over days in which the server rests", async () => {
  const { rows } = await pool.query<{ orgId: string; propertyId: number }>(
    `SELECT DISTINCT org_id AS "orgId", property_id AS "propertyId" FROM member WHERE property_id = 2`,
  );
  await pool.query(`UPDATE attendance SET ended_at = started_at WHERE property_id = 1 AND ended_at IS NULL`);
  const seen: string[] = [];
  for (const hours of [1, 7, 8, 8, 24 * 5]) {
    clock.advance(hours * HOUR_MS);
    await turnWatches(rows);
    await turnWatches(rows);
    seen.push(await onDuty());
    const late = await pool.query(
      `SELECT FROM attendance a JOIN shift s ON s.id = a.shift_id WHERE a.ended_at > s.ends_at`,
    );
    expect(late.rows).toEqual([]);
  }
  const [day, evening, night] = ["Ana Sousa, Rosa Lima, Tom Becker", "Mia Laurent, Sofia Reis", "Nuno Prata"];
  expect(seen).toEqual([day, evening, night, day, day]);
  const doubled = await pool.query(`SELECT FROM shift GROUP BY member_id, starts_at HAVING count(*) > 1`);
  expect(doubled.rows).toEqual([]);
});
