/** Nobody changes what is another's or beyond their rights, by any endpoint: every role, property and organisation; and nothing is left of an attempt. */
import { fileURLToPath } from "node:url";
import type { Pool } from "pg";
import { beforeAll, expect, test } from "vitest";
import { pool as chat } from "../../chat/store/db";
import { pool as finance } from "../../finance/store/db";
import { pool as guest } from "../../guest/store/db";
import { declaredApp } from "../../host/testing/declared-app";
import { addOrganisation, addPerson, PASSWORD } from "../../identity/__tests__/people";
import type { Permission, Role } from "../../identity/contract/permissions";
import { ROLE_PERMISSIONS } from "../../identity/contract/roles";
import { pool as identity } from "../../identity/store/db";
import { pool as realtime } from "../../realtime/store/db";
import { pool as staff } from "../../staff/store/db";
import { pool as uploads } from "../../uploads/store/db";
import { call, type ErrorBody, type Tokens } from "../lib/api";
import { serveApi } from "../lib/serve-api";
import { furnish } from "./furnish";
import { NOWHERE, type Place, WRITES, type WriteRequest } from "./writes";

const POOLS: Record<string, Pool> = { chat, finance, guest, identity, realtime, staff, uploads };
const ROLES = Object.keys(ROLE_PERMISSIONS) as Role[];

const may = (role: Role, permission: Permission): boolean => ROLE_PERMISSIONS[role].includes(permission);

let url: string;
/** The property that is written to. */
let place: Place;
/** By role: the token of one who has it there. */
const tokens = new Map<Role, string>();
/** Those who have nothing there, by what they are. */
const strangers = new Map<string, string>();

beforeAll(async () => {
  url = await serveApi();
  const { orgId, propertyIds } = await addOrganisation(2);
  const [one = 0, two = 0] = propertyIds;
  const owner = await tokenOf(orgId, one, "owner");
  place = await furnish(url, owner, one, (await addPerson(orgId, [[one, "clerk"]])).id);
  for (const role of ROLES) tokens.set(role, await tokenOf(orgId, one, role));
  strangers.set("the owner of the other property", await tokenOf(orgId, two, "owner"));
  const other = await addOrganisation(1);
  strangers.set("the owner of another organisation", await tokenOf(other.orgId, other.propertyIds[0]!, "owner"));
}, 240_000);

async function tokenOf(orgId: string, propertyId: number, role: Role): Promise<string> {
  const { email } = await addPerson(orgId, [[propertyId, role]]);
  return (await call<Tokens>(url, "POST", "/identity/login", { body: { email, password: PASSWORD } })).body.accessToken;
}

interface Said {
  status: number;
  reason: string | undefined;
  message: string;
}

async function send({ method, path, ...rest }: WriteRequest, token: string): Promise<Said> {
  const { status, body } = await call<ErrorBody>(url, method, path, { token, ...rest });
  return { status, reason: body.details?.reason, message: body.message };
}

/** The answer without the ids that were asked for. */
function anonymous({ message, ...rest }: Said, at: Place): Said {
  // The longest first: the digits of a property may stand in another id.
  const ids = Object.values(at)
    .map(String)
    .toSorted((a, b) => b.length - a.length);
  return { ...rest, message: ids.reduce((text, id) => text.replaceAll(id, "X"), message) };
}

/** A word for all that the databases hold, by table. */
async function everything(): Promise<Record<string, string>> {
  const held = await Promise.all(Object.entries(POOLS).map(([service, pool]) => heldBy(service, pool)));
  return Object.fromEntries(held.flat());
}

/** Of each service one statement that sums every table up. */
const sums = new Map<string, string>();

async function heldBy(service: string, pool: Pool): Promise<[table: string, sum: string][]> {
  const sum = sums.get(service) ?? (await sumOfTables(pool));
  sums.set(service, sum);
  const { rows } = await pool.query<{ name: string; sum: string }>(sum);
  return rows.map((row) => [`${service}.${row.name}`, row.sum]);
}

async function sumOfTables(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I', c.relname) AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
  );
  return rows
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS sum FROM ${name} AS t`,
    )
    .join(" UNION ALL ");
}

test("every endpoint that writes is in the sweep", { timeout: 60_000 }, async () => {
  const { services } = await declaredApp(fileURLToPath(new URL("../..", import.meta.url)));
  const endpoints = services.flatMap((service) => service.endpoints);
  const writing = endpoints.filter((e) => e.access !== "private" && e.methods.some((m) => m !== "GET" && m !== "HEAD"));
  const names = writing.map((e) => `${e.service}.${e.name}`);
  expect(names.toSorted()).toEqual(Object.keys(WRITES).toSorted());
});

const aimed = Object.entries(WRITES).flatMap(([name, { to, ...rest }]) => (to === null ? [] : [{ name, to, ...rest }]));

test.each(aimed)(
  "$name: who has nothing there is answered as for what does not exist",
  async ({ to, isOfOrganisation }) => {
    const before = await everything();
    for (const [who, token] of strangers) {
      if (isOfOrganisation === true && who.includes("property")) continue;
      const [real, unknown] = [await send(to(place), token), await send(to(NOWHERE), token)];
      expect([403, 404]).toContain(unknown.status);
      expect({ who, ...anonymous(real, place) }).toEqual({ who, ...anonymous(unknown, NOWHERE) });
    }
    expect(await everything()).toEqual(before);
  },
);

test.each(aimed)(
  "$name: a missing right is refused by its name and leaves nothing; with it, it is not",
  async ({ needs, seenBy, refusal = "permission_missing", to }) => {
    const before = await everything();
    const holders: Role[] = [];
    for (const [role, token] of tokens) {
      if (needs === "oneself" || needs === "membership") continue;
      if (may(role, needs)) {
        holders.push(role);
        continue;
      }
      const { message, ...said } = anonymous(await send(to(place), token), place);
      const isSeen = seenBy === undefined || may(role, seenBy);
      const { message: says, ...refused } = isSeen
        ? { status: 403, reason: refusal, message: needs }
        : anonymous(await send(to(NOWHERE), token), NOWHERE);
      expect({ role, ...said }).toEqual({ role, ...refused });
      expect(message).toContain(says);
    }
    expect(await everything()).toEqual(before);
    for (const role of holders) {
      const said = await send(to(place), tokens.get(role)!);
      expect([401, 403, 404, 500, 503], `${role}: ${JSON.stringify(said)}`).not.toContain(said.status);
    }
  },
);
