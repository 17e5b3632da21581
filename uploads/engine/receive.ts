import { createHash } from "node:crypto";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import type { Checksum } from "../domain/checksum";
import type { StoredFile } from "../domain/file";
import { relay } from "../jobs/relay";
import { checkSoon } from "./checks";
import { PartWriter } from "./part-writer";
import { takeRoom } from "./receiving";

/**
 * Takes the bytes of one request, from byte `at` on, and resolves to where the file ends then. When the sender leaves, what came is
 * kept; with a checksum all of it counts or nothing.
 */
export async function receive(
  file: StoredFile,
  at: number,
  source: AsyncIterable<Buffer>,
  checksum: Checksum | null = null,
): Promise<number> {
  const giveBack = takeRoom();
  if (giveBack === null) return orThrow(refuse("busy", { retryAfterMs: 2000 }), uploadsErrors) as never;
  try {
    const writer = await PartWriter.open(file, at, checksum !== null);
    if (checksum === null) await takeWhatComes(writer, source);
    else await takeAllOrNothing(writer, source, checksum);
    if (writer.committed === file.size) checkSoon(file.id);
    return writer.committed;
  } finally {
    giveBack();
    relay.wake();
  }
}

async function takeWhatComes(writer: PartWriter, source: AsyncIterable<Buffer>): Promise<void> {
  try {
    for await (const bytes of source) await writer.take(bytes);
  } finally {
    await writer.flush();
  }
}

async function takeAllOrNothing(writer: PartWriter, source: AsyncIterable<Buffer>, checksum: Checksum): Promise<void> {
  const hash = createHash(checksum.algorithm);
  try {
    for await (const bytes of source) {
      hash.update(bytes);
      await writer.take(bytes);
    }
    await writer.flush();
    if (!hash.digest().equals(checksum.digest)) orThrow(refuse("checksum_mismatch"), uploadsErrors);
  } catch (err) {
    await writer.discardStaged();
    throw err;
  }
  await writer.commitStaged();
}
