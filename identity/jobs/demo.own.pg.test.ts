import { afterAll, expect, test } from "vitest";
import { clock } from "../../platform/clock";
import { login } from "../api/login";
import { authenticateToken } from "../api/authenticate";
import { pool } from "../store/db";
import { DEMO_ORGANISATIONS } from "../domain/demo-hotels";
import { admitDemoPeople } from "../store/demo.store";
import { demoHotels, seedIfEmpty } from "./demo";
import { dropOutdated } from "./drop-outdated";

afterAll(() => pool.end());

test("several processes that seed at the same time seed once, with the people and properties of the guide", async () => {
  await Promise.all([seedIfEmpty(), seedIfEmpty(), seedIfEmpty()]);
  const { rows } = await pool.query(
    `SELECT o.name AS org, p.email, array_agg(r.property_id ORDER BY r.property_id) AS properties
     FROM person p JOIN organisation o ON o.id = p.org_id JOIN person_role r ON r.person_id = p.id GROUP BY o.name, p.email ORDER BY p.email`,
  );
  expect(rows).toEqual([
    { org: "Harbour", email: "cashier@harbour.example", properties: [1] },
    { org: "Harbour", email: "clerk2@harbour.example", properties: [2] },
    { org: "Harbour", email: "housekeeping@harbour.example", properties: [1] },
    { org: "Harbour", email: "manager@harbour.example", properties: [1] },
    { org: "Harbour", email: "owner@harbour.example", properties: [1, 2] },
    { org: "Summit", email: "owner@summit.example", properties: [3] },
  ]);
});

test("everyone of the demo can log in", async () => {
  const { accessToken } = await login({ email: "owner@harbour.example", password: "lobby-demo" });
  const auth = await authenticateToken(accessToken, "header");
  expect(auth.ok && auth.value.grants.map((g) => [g.propertyId, g.currency])).toEqual([
    [1, "EUR"],
    [2, "GBP"],
  ]);
});

test("where the demo is not allowed no hotel is given to other services, and its people, whose password everybody knows, are kept out, and let in again where it is", async () => {
  const owner = { email: "owner@summit.example", password: "lobby-demo" };
  const people = DEMO_ORGANISATIONS.flatMap((org) => org.people.map((p) => p.id));
  // A test run is no development server: asking for the hotels settles it so.
  expect(await demoHotels()).toEqual([]);
  await expect(login(owner)).rejects.toMatchObject({ details: { reason: "login_failed" } });
  await admitDemoPeople(pool, people, true, clock.now());
  expect(await login(owner)).toMatchObject({ expiresIn: 900 });
});

test("a day after its end a session is dropped, an open one stays", async () => {
  const auths = await Promise.all([1, 2].map(() => login({ email: "owner@summit.example", password: "lobby-demo" })));
  const [ended, open] = await Promise.all(auths.map((a) => authenticateToken(a.accessToken, "header")));
  if (ended?.ok !== true || open?.ok !== true) throw new Error("both logins hold");
  await pool.query(`UPDATE session SET ended_at = $2, end_reason = 'logout' WHERE id = $1`, [
    ended.value.sessionId,
    clock.now(),
  ]);
  await dropOutdated(pool, new Date(clock.nowMs() + 25 * 3600 * 1000));
  const { rows } = await pool.query(`SELECT id FROM session WHERE id = ANY($1::uuid[])`, [
    [ended.value.sessionId, open.value.sessionId],
  ]);
  expect(rows).toEqual([{ id: open.value.sessionId }]);
});
