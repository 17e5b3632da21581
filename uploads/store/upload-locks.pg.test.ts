import { afterEach, expect, test } from "vitest";
import { newId } from "../../platform/ids";
import { pool } from "./db";
import { UploadLocks } from "./upload-locks";

const LONG_MS = 20_000;
let processes: UploadLocks[] = [];
/** Its own connection makes it a process of its own. */
function newProcess(): UploadLocks {
  const locks = new UploadLocks();
  processes.push(locks);
  return locks;
}
afterEach(async () => {
  await Promise.all(processes.map((each) => each.stop()));
  processes = [];
});
const unasked = (): void => {};

test.each(["the same process", "another process"])(
  "[U4] who comes later, from %s, asks the holder and takes over",
  async (where) => {
    const one = newProcess();
    const other = where === "the same process" ? one : newProcess();
    const id = newId();
    let asked = 0;
    const holding = one.take(id, () => void ((asked += 1), one.release(id)), LONG_MS);
    expect(await holding).toBe(true);
    expect(await other.take(id, unasked, LONG_MS)).toBe(true);
    expect(asked).toBeGreaterThan(0);
    // Another upload is no concern of theirs.
    expect(await newProcess().take(newId(), unasked, 0)).toBe(true);
  },
);

test("[U4] a holder that does not come to an end keeps it, and who waits is told so", async () => {
  const [one, other] = [newProcess(), newProcess()];
  const id = newId();
  await one.take(id, () => {}, LONG_MS);
  expect(await other.take(id, unasked, 200)).toBe(false);
  expect(await one.take(id, unasked, 200)).toBe(false);
  await one.release(id);
  expect(await other.take(id, unasked, LONG_MS)).toBe(true);
});

test("[U4] what a dead process held is free at once, and a process whose connection broke hears of it", async () => {
  const [one, other] = [newProcess(), newProcess()];
  const id = newId();
  let lost = 0;
  await one.take(id, () => void (lost += 1), LONG_MS);
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  expect(await other.take(id, unasked, LONG_MS)).toBe(true);
  await expect.poll(() => lost).toBeGreaterThan(0);
});
