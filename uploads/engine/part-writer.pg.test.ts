import type { PoolClient } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { noiseVideo } from "../__tests__/bytes";
import { storedFile } from "../__tests__/stored-file";
import type { StoredFile } from "../domain/file";
import { pool } from "../store/db";
import { findProgress } from "../store/upload.store";
import { readContent } from "./content";
import { PartWriter } from "./part-writer";

async function write(file: StoredFile, at: number, bytes: Buffer, isStaged = false): Promise<void> {
  const writer = await PartWriter.open(file, at, isStaged);
  await writer.take(bytes);
  await writer.flush();
  await writer.commitStaged();
}

/** Cuts the connection of the next transaction that stores parts between its COMMIT and the answer to it, as a failover does. */
function loseNextAnswer(): void {
  const cut = (client: PoolClient): void => {
    const query = client.query.bind(client) as (...statement: unknown[]) => unknown;
    let isOurs = false;
    // A statement that is nobody's transaction comes with a callback, and goes on as it came.
    const spied = (...statement: unknown[]): unknown => {
      isOurs ||= String(statement[0]).includes("INSERT INTO part ");
      return isOurs && statement[0] === "COMMIT" ? commit() : query(...statement);
    };
    const commit = async (): Promise<never> => {
      pool.off("acquire", cut);
      await query("COMMIT");
      await (query("SELECT pg_terminate_backend(pg_backend_pid())") as Promise<unknown>).catch(() => {});
      throw new Error("Connection terminated unexpectedly");
    };
    Object.assign(client, { query: spied });
  };
  pool.on("acquire", cut);
  onTestFinished(() => void pool.off("acquire", cut));
}

test.each([
  ["committed at once", false],
  ["staged for their checksum", true],
])("[U4] parts %s keep their objects when no answer comes to their commit", async (_what, isStaged) => {
  const bytes = noiseVideo(300_000);
  const file = await storedFile(bytes.length);
  // A small last part, which the next one takes up.
  await write(file, 0, bytes.subarray(0, 1000));
  loseNextAnswer();
  await expect(write(file, 1000, bytes.subarray(1000, 200_000), isStaged)).rejects.toThrow("terminated unexpectedly");
  expect((await findProgress(pool, file.id))?.received).toBe(200_000);
  await write(file, 200_000, bytes.subarray(200_000));
  expect((await readContent(file.id, 0, file.size)).equals(bytes)).toBe(true);
});
