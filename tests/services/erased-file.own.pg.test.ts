import type { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool as log } from "../../realtime/store/db";
import { startEngine } from "../../realtime/engine/engine";
import { call } from "../lib/api";
import { serveApi } from "../lib/serve-api";
import { addUploader, type Person } from "../lib/tus-client";
import { somePdf } from "../../uploads/__tests__/bytes";
import type { FileInfo } from "../../uploads/contract/types";
import { eraseDue } from "../../uploads/jobs/erasing";
import { relay } from "../../uploads/jobs/relay";
import { pool } from "../../uploads/store/db";

let url: string;
let clerk: Person;
let stopEngine: () => Promise<void>;

beforeAll(async () => {
  url = await serveApi();
  relay.start();
  stopEngine = startEngine();
  clerk = await addUploader(url);
});
afterAll(async () => {
  await relay.stop();
  await stopEngine();
});

/** Tables of a database that hold the text anywhere. */
async function tablesWith(db: Pool, text: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await db.query(`SELECT FROM ${name} t WHERE to_json(t)::text LIKE $1 LIMIT 1`, [`%${text}%`]);
    if (hits.rowCount !== 0) found.push(name);
  }
  return found;
}

test("[U8] an erased file's name is kept nowhere: not in events that were published, not in the answer to a repeat", async () => {
  const name = "bill of Zenobia Quist.pdf";
  const query = new URLSearchParams({ purpose: "receipt", propertyId: String(clerk.propertyId), name });
  const answer = await fetch(`${url}/uploads/direct?${query.toString()}`, {
    method: "POST",
    headers: { authorization: `Bearer ${clerk.token}`, "idempotency-key": "one", "content-type": "application/pdf" },
    body: somePdf(),
  });
  const { id } = (await answer.json()) as FileInfo;
  await expect.poll(() => tablesWith(log, name), { timeout: 15_000 }).toContain("event_log");
  expect((await call(url, "DELETE", `/uploads/files/${id}`, { token: clerk.token })).status).toBe(200);
  await eraseDue();
  expect([await tablesWith(pool, name), await tablesWith(log, name)]).toEqual([[], []]);
});
