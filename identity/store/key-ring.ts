import { createPublicKey, type KeyObject } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { newId } from "../../platform/ids";
import { inTx } from "../../platform/tx";
import type { SigningKey } from "../domain/access-token";
import { pool } from "./db";
import { insertKey, listKeys, lockKeys, type StoredKey } from "./signing-key.store";

const ALGORITHM = "ES256";
/** A key signs this long; then the next process that signs makes a new one. */
export const SIGN_FOR_MS = 30 * 24 * 3600 * 1000;
/** How long another process may go on without noticing a new key by itself. */
const FRESH_FOR_MS = 10 * 60 * 1000;
/** Forged key ids make the ring look into the database at most this often. */
const LOOK_AGAIN_MS = 5000;

interface Ring {
  signer: SigningKey & { createdAt: Date };
  verifiers: ReadonlyMap<string, KeyObject>;
  loadedAt: number;
}

let ring: Promise<Ring> | null = null;

/** The key that signs now. The first call ever makes one; of several processes only one does. */
export async function signingKey(now: Date): Promise<SigningKey> {
  let current = await loaded(now, FRESH_FOR_MS);
  if (isWornOut(current.signer.createdAt, now)) current = await reload(now);
  return current.signer;
}

/** Public keys by key id. After an unknown key id, `again` reads them anew, unless that was done in the last 5 s. */
export async function verificationKeys(now: Date, again: boolean): Promise<ReadonlyMap<string, KeyObject>> {
  return (await loaded(now, again ? LOOK_AGAIN_MS : FRESH_FOR_MS)).verifiers;
}

async function loaded(now: Date, maxAgeMs: number): Promise<Ring> {
  const reading = ring ?? reload(now);
  const current = await reading;
  if (now.getTime() - current.loadedAt <= maxAgeMs) return current;
  // Whoever comes first reads anew; the others, who found the same old ring, wait for it too.
  return ring === reading || ring === null ? reload(now) : ring;
}

/** Forgets what it read when reading fails, so that the next call tries again. */
function reload(now: Date): Promise<Ring> {
  const loading = load(now);
  ring = loading;
  loading.catch(() => {
    if (ring === loading) ring = null;
  });
  return loading;
}

async function load(now: Date): Promise<Ring> {
  let stored = await listKeys(pool);
  if (stored[0] === undefined || isWornOut(stored[0].createdAt, now)) {
    await makeKey(now);
    stored = await listKeys(pool);
  }
  const [newest] = stored;
  if (newest === undefined) throw new Error("I7: there is no signing key after one was made");
  const verifiers = stored.map(
    ({ kid, publicJwk }) => [kid, createPublicKey({ key: publicJwk, format: "jwk" })] as const,
  );
  const signer = { kid: newest.kid, privateKey: await signing(newest.privateJwk), createdAt: newest.createdAt };
  return { signer, verifiers: new Map(verifiers), loadedAt: now.getTime() };
}

async function makeKey(now: Date): Promise<void> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const key: StoredKey = {
    kid: newId(),
    privateJwk: await exportJWK(pair.privateKey),
    publicJwk: await exportJWK(pair.publicKey),
    createdAt: now,
  };
  await inTx(pool, async (tx) => {
    await lockKeys(tx);
    const [newest] = await listKeys(tx);
    if (newest === undefined || isWornOut(newest.createdAt, now)) await insertKey(tx, key);
  });
}

const isWornOut = (createdAt: Date, now: Date): boolean => now.getTime() - createdAt.getTime() > SIGN_FOR_MS;

async function signing(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error("I7: a signing key is not symmetric");
  return key;
}
