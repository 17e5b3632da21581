import { identity } from "~encore/clients";
import { afterAll, expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { addOrganisation } from "../__tests__/people";
import { pool } from "../store/db";

afterAll(() => pool.end());

test("[I13] a property's day moves from the closed one to the next, once, and only its own", async () => {
  const { orgId, propertyIds } = await addOrganisation(2);
  const [propertyId = 0] = propertyIds;
  const roll = { orgId, propertyId, from: "2026-11-20", to: "2026-11-21", actorId: newId() };
  const rolled = await Promise.all([roll, roll, roll].map((ask) => identity.rollBusinessDate(ask)));
  expect(rolled).toEqual([roll, roll, roll].map(({ to }) => ({ businessDate: to })));
  const { rows } = await pool.query(
    `SELECT business_date, version FROM property WHERE org_id = $1 ORDER BY business_date DESC`,
    [orgId],
  );
  expect(rows).toEqual([
    { business_date: "2026-11-21", version: 2 },
    { business_date: "2026-11-20", version: 1 },
  ]);
  const later = { ...roll, from: "2026-11-25", to: "2026-11-26" };
  await expect(identity.rollBusinessDate(later)).rejects.toThrow("an internal error occurred");
  await expect(identity.rollBusinessDate({ ...roll, orgId: newId() })).rejects.toThrow("an internal error occurred");
});
