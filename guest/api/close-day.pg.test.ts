import { guest } from "~encore/clients";
import { afterAll, beforeEach, expect, test } from "vitest";
import { inTx } from "../../platform/tx";
import { Desk, reasonOf, TODAY } from "../__tests__/desk";
import { pool } from "../store/db";
import { holdDay } from "../store/desk-day.store";

const NEXT = "2026-11-21";
let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open(["101", "102", "103", "104"]);
});
afterAll(() => pool.end());

const closeDay = () => guest.closeDay({ orgId: desk.caller.orgId, propertyId: desk.propertyId, businessDate: TODAY });

/** Who waits to close a day at the property. */
async function waiting(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1`,
    [desk.propertyId],
  );
  return rows[0]?.count ?? 0;
}

test("[G14] who asked while the day was open and comes behind its close counts for the next one", async () => {
  const [here, coming, staying] = [await desk.assigned(0), await desk.assigned(1), await desk.assigned(2)];
  for (const { id, version } of [here, staying]) await guest.checkIn({ id, version }, desk.as());
  expect(await closeDay()).toEqual({ openArrivals: 1, openDepartures: 0 });

  const came = await guest.checkIn({ id: coming.id, version: coming.version }, desk.as());
  expect(came).toMatchObject({ state: "checked_in", checkedInOn: NEXT });
  expect(await guest.checkOut({ id: here.id, version: 3 }, desk.as())).toMatchObject({ checkedOutOn: NEXT });
  expect(await reasonOf(guest.undoCheckIn({ id: staying.id, version: 3 }, desk.as()))).toBe("not_today");
  expect(await desk.reserve()).toMatchObject({ arrival: NEXT });
  expect(await reasonOf(desk.reserve({ arrival: TODAY, departure: NEXT }))).toBe("request_invalid");
  const row = { guestName: "Cy", room: "104", departure: "2026-11-22" };
  const { results } = await guest.bulkCheckIn({ propertyId: desk.propertyId, rows: [row] }, desk.as());
  expect(await guest.getReservation({ id: results[0]?.reservationId ?? "" }, desk.as())).toMatchObject({
    checkedInOn: NEXT,
  });
  expect(await closeDay()).toEqual({ openArrivals: 1, openDepartures: 0 });
});

test("[G14] a close waits for who is changing a stay, and counts what they leave", async () => {
  const { id } = await desk.reserve();
  const closing = await inTx(pool, async (tx) => {
    await holdDay(tx, desk.caller.orgId, desk.propertyId);
    const asked = closeDay();
    await expect.poll(waiting).toBe(1);
    await tx.query(`UPDATE reservation SET state = 'no_show' WHERE id = $1`, [id]);
    return { asked };
  });
  expect(await closing.asked).toEqual({ openArrivals: 0, openDepartures: 0 });
});
