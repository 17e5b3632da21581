import { expect, test, vi } from "vitest";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { storedFile } from "../__tests__/stored-file";
import { eraseSubject } from "../api/erase-subject";
import type { FileSubject } from "../contract/types";
import type { StoredFile } from "../domain/file";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";
import { lockFile } from "../store/file.store";
import { attachFiles } from "./attach-files";

const readyFile = (more: Partial<StoredFile> = {}): Promise<StoredFile> =>
  storedFile(1000, { purpose: "chat_attachment", name: "plan.pdf", state: "ready", ...more });
const attach = ({ id, orgId, ownerId }: StoredFile, subject: FileSubject, more: string[] = []) =>
  attachFiles({
    orgId,
    propertyId: null,
    personId: ownerId,
    purpose: "chat_attachment",
    subject,
    fileIds: [id, ...more],
  });
const erase = ({ orgId, ownerId }: StoredFile, { id }: FileSubject): Promise<void> =>
  eraseSubject({ orgId, kind: "message", id, actorId: ownerId });
const stateOf = async ({ id, orgId }: StoredFile) => (await findFile(pool, orgId, id))?.state;
const someMessage = (): FileSubject => ({ kind: "message", id: newId() });

test("[U10] no file is given to what was erased since somebody asked for it", async () => {
  const [file, message] = [await readyFile(), someMessage()];
  await erase(file, message);
  expect(await attach(file, message)).toMatchObject({ ok: false, reason: "subject_not_found" });
  expect(await stateOf(file)).toBe("ready");
});

test("[U10] a file that is named twice is given once", async () => {
  const [file, message] = [await readyFile(), someMessage()];
  const outcome = await attach(file, message, [file.id]);
  expect(outcome).toMatchObject({ ok: true, value: [{ id: file.id, version: 2 }] });
  const { rows } = await pool.query(
    `SELECT event -> 'entity' ->> 'version' AS version FROM outbox WHERE org_id = $1 AND event ->> 'type' = 'file-attached'`,
    [file.orgId],
  );
  expect(rows).toEqual([{ version: "2" }]);
});

test("[U8] a subject that is erased while files are being given to it takes them along", async () => {
  const [file, message] = [await readyFile(), someMessage()];
  const { attaching, erasing } = await inTx(pool, async (tx) => {
    await lockFile(tx, file.id);
    const { rows } = await tx.query<{ pid: number }>(`SELECT pg_backend_pid() AS pid`);
    const attaching = attach(file, message);
    const giver = await blockedBy(rows[0]!.pid);
    const erasing = erase(file, message);
    // It waits for those who give; one that does not wait has found nothing to erase.
    await Promise.race([erasing, blockedBy(giver)]);
    return { attaching, erasing };
  });
  await Promise.all([attaching, erasing]);
  expect(await stateOf(file)).toBe("erased");
});

/** The process that waits for what this one holds, as soon as there is one. */
const blockedBy = (pid: number): Promise<number> =>
  vi.waitFor(
    async () => {
      const { rows } = await pool.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))`,
        [pid],
      );
      return rows[0]?.pid ?? expect.unreachable("nobody waits");
    },
    { timeout: 15_000 },
  );

test("[U8] all files of an erased subject go, however many they are", async () => {
  const message = someMessage();
  const orgId = newId();
  await Promise.all(Array.from({ length: 41 }, () => readyFile({ orgId, state: "attached", subject: message })));
  await eraseSubject({ orgId, kind: "message", id: message.id, actorId: newId() });
  const { rows } = await pool.query(`SELECT state, count(*) FROM file WHERE org_id = $1 GROUP BY state`, [orgId]);
  expect(rows).toEqual([{ state: "erased", count: 41 }]);
});
