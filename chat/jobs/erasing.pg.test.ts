import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { pool } from "../store/db";
import { eraseFilesOf } from "../store/file-erasure.store";
import { eraseDue, type Keepers } from "./erasing";

const [sick, sound] = [newId(), newId()];

beforeAll(() =>
  inTx(pool, async (tx) => {
    for (const orgId of [sick, sound]) {
      await tx.query(`INSERT INTO event_erasure (event_id, org_id) VALUES ($1, $2)`, [newId(), orgId]);
      await eraseFilesOf(tx, { orgId, messageId: newId(), actorId: newId() });
    }
  }),
);
afterAll(() => pool.end());

/** Of which of the two organisations something is still to be erased. */
async function left(): Promise<{ events: string[]; files: string[] }> {
  const of = async (table: string): Promise<string[]> => {
    const { rows } = await pool.query<{ org_id: string }>(`SELECT org_id FROM ${table} WHERE org_id = ANY($1)`, [
      [sick, sound],
    ]);
    return rows.map(({ org_id }) => org_id);
  };
  return { events: await of("event_erasure"), files: await of("file_erasure") };
}

test("[C7] what cannot be erased now is tried again, after everything else, and keeps nothing else from being erased", async () => {
  const asked: string[] = [];
  let isWell = false;
  const erase = async ({ orgId }: { orgId: string }): Promise<void> => {
    if (orgId === sick || orgId === sound) asked.push(orgId);
    if (orgId === sick && !isWell) throw new Error("not available at the moment");
  };
  const keepers: Keepers = { eraseEvents: erase, eraseFiles: erase };
  await eraseDue(keepers);
  expect(await left()).toEqual({ events: [sick], files: [sick] });
  const messageId = newId();
  await inTx(pool, (tx) => eraseFilesOf(tx, { orgId: sound, messageId, actorId: newId() }));
  asked.length = 0;
  isWell = true;
  await eraseDue(keepers);
  expect(asked).toEqual([sick, sound, sick]);
  expect(await left()).toEqual({ events: [], files: [] });
});
