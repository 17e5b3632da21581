import { clock } from "../../platform/clock";
import { inTx } from "../../platform/tx";
import { checking, isReadable, type Kept, ready, rejected, type StoredFile } from "../domain/file";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { lockFile, reserveBytes } from "../store/file.store";
import { dropObject, dropObjects } from "../store/objects";
import { dropParts, dropProgress, findParts, type Part, putParts } from "../store/upload.store";
import { storeChange, SYSTEM } from "./change-file";
import { dropBytes } from "./erase-file";
import { inspectFile } from "./inspect-file";
import { CHECK_LASTS_MS } from "./limits";
import { storeImage } from "./store-whole";

/**
 * Checks a file whose bytes are all there, and makes it ready or rejected. Of several processes one does it; should that one die, another
 * may begin anew after a while. Resolves to the file as it is then; null when there was nothing to do.
 */
export async function checkFile(id: string): Promise<StoredFile | null> {
  const file = await claim(id);
  if (file === null) return null;
  relay.wake();
  const inspected = await inspectFile(file);
  const image = inspected.ok && inspected.image !== null ? await storeImage(file, inspected.image) : null;
  const now = clock.now();
  const done = await inTx(pool, async (tx) => {
    const held = await lockFile(tx, id);
    // Erased meanwhile, or another process has begun anew: then its result counts.
    if (held === null || held.version !== file.version) return null;
    await dropProgress(tx, id);
    if (!inspected.ok) {
      await dropParts(tx, id);
      await reserveBytes(tx, file.orgId, -file.size, 0);
    } else if (image !== null) {
      await dropParts(tx, id);
      await putParts(tx, id, image.parts);
      await reserveBytes(tx, file.orgId, image.kept.size - file.size, Number.MAX_SAFE_INTEGER);
    }
    const next = inspected.ok ? ready(held, image?.kept ?? keptAsIs(held), now) : rejected(held, inspected.reason, now);
    await storeChange(tx, next, SYSTEM);
    return next;
  });
  relay.wake();
  if (done !== null) await tidy(done);
  else for (const object of image === null ? [] : objectsOf(image)) await dropObject(object);
  return done;
}

async function claim(id: string): Promise<StoredFile | null> {
  const now = clock.now();
  return inTx(pool, async (tx) => {
    const file = await lockFile(tx, id);
    const isStale = file?.state === "checking" && Date.parse(file.changedAt) < now.getTime() - CHECK_LASTS_MS;
    if (file === null || !(file.state === "uploaded" || isStale)) return null;
    const claimed = checking(file, now);
    await storeChange(tx, claimed, SYSTEM);
    return claimed;
  });
}

const keptAsIs = ({ size, sha256 }: StoredFile): Kept => ({
  size,
  sha256: sha256 ?? "",
  width: null,
  height: null,
  thumbnail: null,
});

const objectsOf = ({ parts, kept }: { parts: Part[]; kept: Kept }): string[] =>
  [...parts.map((part) => part.object), kept.thumbnail].filter((object) => object !== null);

/** Removes the objects that no row names: what was sent of an image, and what interrupted requests left. */
async function tidy(file: StoredFile): Promise<void> {
  if (!isReadable(file.state)) return dropBytes(file);
  const parts = await findParts(pool, file.id, 0, file.size);
  await dropObjects(file.orgId, file.id, new Set([...parts.map((part) => part.object), file.thumbnail ?? ""]));
}
