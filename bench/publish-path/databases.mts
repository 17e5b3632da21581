import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { post, type Server } from "../lib/lobby.mjs";
import { OWN } from "./processor.mjs";

/** The URL of one of the server's databases, for the role that the application itself has. */
export function urlOf(server: Server, database: string): string {
  const args = ["bin/lobby.mjs", "db", "url", database, "--data", server.dataDir];
  return execFileSync(process.execPath, args, { encoding: "utf8" }).trim();
}

export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: OWN });
  await client.connect();
  return client;
}

/** A hotel and a person who sees it. */
export interface Hotel {
  orgId: string;
  propertyId: number;
  token: string;
}

const PASSWORD = "lobby-demo";
const AT = new Date();

async function login(server: Server, email: string): Promise<string> {
  const body = { email, password: PASSWORD };
  return (await post<{ accessToken: string }>(server.port, "/identity/login", body)).accessToken;
}

/** The demo's hotel and, beside it, so many new organisations of one property and one owner each. */
export async function makeHotels(server: Server, count: number): Promise<{ demo: Hotel; many: Hotel[] }> {
  const identity = await connect(urlOf(server, "identity"));
  const { rows } = await identity.query<{ org_id: string; password_hash: string }>(
    "SELECT org_id, password_hash FROM person WHERE email = 'owner@harbour.example'",
  );
  const [owner] = rows;
  if (owner === undefined) throw new Error("this needs the demo data");
  const many: Hotel[] = [];
  for (let i = 0; i < count; i++) {
    const [orgId, personId, propertyId] = [randomUUID(), randomUUID(), 1001 + i];
    const email = `owner${i}@bench.example`;
    await identity.query("INSERT INTO organisation (id, name, created_at) VALUES ($1, $2, $3)", [orgId, email, AT]);
    await identity.query(
      `INSERT INTO property (id, org_id, name, time_zone, currency, business_date)
       VALUES ($1, $2, 'bench', 'UTC', 'EUR', $3)`,
      [propertyId, orgId, AT],
    );
    await identity.query(
      `INSERT INTO person (id, org_id, email, name, password_hash, created_at) VALUES ($1, $2, $3, 'bench', $4, $5)`,
      [personId, orgId, email, owner.password_hash, AT],
    );
    await identity.query("INSERT INTO person_role (person_id, property_id, role) VALUES ($1, $2, 'owner')", [
      personId,
      propertyId,
    ]);
    many.push({ orgId, propertyId, token: await login(server, email) });
  }
  await identity.end();
  const token = await login(server, "owner@harbour.example");
  return { demo: { orgId: owner.org_id, propertyId: 1, token }, many };
}
