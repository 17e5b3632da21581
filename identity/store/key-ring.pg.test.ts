import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { signAccessToken, verifyAccessToken } from "../domain/access-token";
import { pool } from "./db";
import type * as keyRing from "./key-ring";
import { SIGN_FOR_MS } from "./key-ring";
import { listKeys } from "./signing-key.store";

type KeyRing = typeof keyRing;

const now = new Date("2026-11-20T12:00:00Z");
const later = (ms: number): Date => new Date(now.getTime() + ms);

beforeEach(async () => {
  await pool.query("DELETE FROM signing_key");
});
afterAll(() => pool.end());

/** A key ring that knows nothing yet, as in another process. */
async function anotherProcess(): Promise<KeyRing> {
  vi.resetModules();
  return import("./key-ring");
}

test("[I7] processes that start at once on an empty database agree on one key", async () => {
  const rings = [await anotherProcess(), await anotherProcess(), await anotherProcess()];
  const keys = await Promise.all(rings.map((ring) => ring.signingKey(now)));
  expect(new Set(keys.map((k) => k.kid)).size).toBe(1);
  expect(await listKeys(pool)).toHaveLength(1);
});

test("[I7] a worn-out key is followed by one new key, and what it signed still verifies", async () => {
  const ring = await anotherProcess();
  const old = await ring.signingKey(now);
  const token = await signAccessToken({ personId: "p", sessionId: "s" }, old, later(SIGN_FOR_MS));
  const next = await ring.signingKey(later(SIGN_FOR_MS + 1));
  expect(next.kid).not.toBe(old.kid);
  expect(await listKeys(pool)).toHaveLength(2);
  const keys = await ring.verificationKeys(later(SIGN_FOR_MS + 1), false);
  expect(verifyAccessToken(token, keys, later(SIGN_FOR_MS + 1))).toMatchObject({ ok: true });
});

test("[I7] a key that another process made is found when a token of it comes", async () => {
  const [here, there] = [await anotherProcess(), await anotherProcess()];
  await here.signingKey(now);
  const fresh = await there.signingKey(later(SIGN_FOR_MS + 1));
  expect((await here.verificationKeys(now, false)).has(fresh.kid)).toBe(false);
  expect((await here.verificationKeys(later(6000), true)).has(fresh.kid)).toBe(true);
});

test("unknown key ids do not make the ring ask the database each time", async () => {
  const ring = await anotherProcess();
  await ring.signingKey(now);
  const first = await ring.verificationKeys(later(1000), true);
  expect(await ring.verificationKeys(later(4000), true)).toBe(first);
  expect(await ring.verificationKeys(later(6000), true)).not.toBe(first);
});
