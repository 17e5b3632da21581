import { randomBytes } from "node:crypto";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import { type CipherKey, findKey, findNewestKey, insertKey, lockKeys } from "../store/cipher-key.store";
import { pool } from "../store/db";

let sealing: Promise<CipherKey> | null = null;

/** The key that new numbers are sealed with. The first call ever makes one; of several processes only one does. */
export function sealingKey(now: Date): Promise<CipherKey> {
  sealing ??= loadOrMake(now).catch((err: unknown) => {
    sealing = null;
    throw err;
  });
  return sealing;
}

/** The secret of the key that a number names. */
export async function secretOf(keyId: string): Promise<Buffer> {
  const key = await findKey(pool, keyId);
  if (key === null) throw new Error(`there is no cipher key ${keyId}`);
  return key.secret;
}

async function loadOrMake(now: Date): Promise<CipherKey> {
  const stored = await findNewestKey(pool);
  if (stored !== null) return stored;
  return inTx(pool, async (tx) => {
    await lockKeys(tx);
    const first = await findNewestKey(tx);
    if (first !== null) return first;
    const key = { id: newId(), secret: randomBytes(32) };
    await insertKey(tx, key, now);
    return key;
  });
}
