import { untilDone } from "../../platform/background";
import { clock } from "../../platform/clock";
import { isDemoAllowed } from "../../platform/demo";
import type { Health } from "../../platform/health";
import { inTx } from "../../platform/tx";
import { DEMO_ORGANISATIONS, DEMO_PASSWORD } from "../domain/demo-hotels";
import { hashPassword } from "../domain/password";
import { pool } from "../store/db";
import {
  admitDemoPeople,
  type DemoHotel,
  insertOrganisation,
  isEmpty,
  listHotels,
  lockIfEmpty,
  markSeeded,
  wasSeeded,
} from "../store/demo.store";

const DEMO_PEOPLE = DEMO_ORGANISATIONS.flatMap((org) => org.people.map((person) => person.id));

let seeding: Promise<void> | null = null;
let settled = false;

/** Not ready until it is known whether this database has demo hotels, and they are there. */
export const isDemoSettled = (): Health =>
  settled ? { ok: true, message: "settled" } : { ok: false, message: "seeding the demo hotels" };

/** Seeds the demo hotels into an empty database where that is allowed. However often and in however many processes it is called, it happens once. */
export function seedDemo(): Promise<void> {
  seeding ??= settle();
  return seeding;
}

/** Everybody knows the demo's password: where the demo is not allowed, a database that was born with it keeps those people out. */
async function settle(): Promise<void> {
  const isAllowed = isDemoAllowed();
  await untilDone("demo seed", async () => {
    if (isAllowed) await seedIfEmpty();
    await admitDemoPeople(pool, DEMO_PEOPLE, isAllowed, clock.now());
  });
  settled = true;
}

/** The demo hotels of this database, once seeding is over; none where it was born without them. */
export async function demoHotels(): Promise<DemoHotel[]> {
  await seedDemo();
  if (!isDemoAllowed() || !(await wasSeeded(pool))) return [];
  return listHotels(
    pool,
    DEMO_ORGANISATIONS.flatMap((org) => org.properties.map((y) => y.id)),
  );
}

/** Seeds unless an organisation exists; several processes at once do it once. */
export async function seedIfEmpty(): Promise<void> {
  if (!(await isEmpty(pool))) return;
  const people = DEMO_ORGANISATIONS.flatMap((org) => org.people);
  const hashes = new Map(
    await Promise.all(people.map(async (p) => [p.id, await hashPassword(DEMO_PASSWORD)] as const)),
  );
  const now = clock.now();
  await inTx(pool, async (tx) => {
    if (!(await lockIfEmpty(tx))) return;
    for (const org of DEMO_ORGANISATIONS) await insertOrganisation(tx, org, hashes, now);
    await markSeeded(tx, now);
  });
}
