import { expect, test } from "vitest";
import { storedFile } from "../__tests__/stored-file";
import type { StoredFile } from "../domain/file";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";
import { sweep } from "./sweep";

const stateOf = async ({ id, orgId }: StoredFile) => (await findFile(pool, orgId, id))?.state;
/** Moves into the past what the sweep goes by, so far that no other file is older. */
const age = ({ id }: StoredFile, years: number) =>
  Promise.all([
    pool.query(`UPDATE upload SET expires_at = expires_at - $2 * interval '1 year' WHERE file_id = $1`, [id, years]),
    pool.query(`UPDATE file SET changed_at = changed_at - $2 * interval '1 year' WHERE id = $1`, [id, years]),
  ]);
const setUsage = ({ orgId }: StoredFile, bytes: number) =>
  pool.query(`UPDATE org_usage SET bytes = $2 WHERE org_id = $1`, [orgId, bytes]);

test("[U7] the sweep does what it can: a file that it cannot end keeps no other from its end", async () => {
  const sick = [await storedFile(1000), await storedFile(1000, { state: "ready" })];
  const sound = [await storedFile(1000), await storedFile(1000, { state: "ready" })];
  const erased = await storedFile(1000, { state: "erased" });
  await Promise.all([...sick.map((file) => age(file, 50)), ...[...sound, erased].map((file) => age(file, 20))]);
  // An account of the organisation's bytes that does not hold theirs.
  await Promise.all(sick.map((file) => setUsage(file, 0)));
  await sweep();
  expect(await Promise.all(sound.map(stateOf))).toEqual(["expired", "expired"]);
  const { rows } = await pool.query(`SELECT has_bytes FROM file WHERE id = $1`, [erased.id]);
  expect(rows).toEqual([{ has_bytes: false }]);
  await Promise.all(sick.map((file) => setUsage(file, file.size)));
  await sweep();
  expect(await Promise.all(sick.map(stateOf))).toEqual(["expired", "expired"]);
});
