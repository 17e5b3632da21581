import { generateKeyPairSync, webcrypto } from "node:crypto";
import { expect, test } from "vitest";
import { ACCESS_TOKEN_SECONDS, signAccessToken } from "./access-token";
import { VerifiedTokens } from "./verified-tokens";

const now = new Date("2026-11-20T12:00:00Z");
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = privateKey.export({ format: "jwk" });
const signer = await webcrypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
const sign = (personId: string): Promise<string> =>
  signAccessToken({ personId, sessionId: "s" }, { kid: "k1", privateKey: signer }, now);
const keys = new Map([["k1", publicKey]]);

test("[I4] a token that was verified before is good until its time, and no longer", async () => {
  const tokens = new VerifiedTokens(10);
  const token = await sign("p");
  for (const seconds of [0, 1, ACCESS_TOKEN_SECONDS - 1])
    expect(tokens.verify(token, keys, later(seconds))).toMatchObject({ ok: true, value: { personId: "p" } });
  expect(tokens.size).toBe(1);
  expect(tokens.verify(token, keys, later(ACCESS_TOKEN_SECONDS))).toMatchObject({ reason: "token_expired" });
});

test("[I7] a token that was verified before is refused once its key is gone or is another", async () => {
  const tokens = new VerifiedTokens(10);
  const token = await sign("p");
  expect(tokens.verify(token, keys, now).ok).toBe(true);
  expect(tokens.verify(token, new Map(), now)).toMatchObject({ reason: "token_key_unknown" });
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
  expect(tokens.verify(token, new Map([["k1", other]]), now)).toMatchObject({ reason: "token_invalid" });
});

test("what is not verified is not remembered, and no more is than the limit", async () => {
  const tokens = new VerifiedTokens(2);
  expect(tokens.verify(`${await sign("p")}x`, keys, now).ok).toBe(false);
  expect(tokens.size).toBe(0);
  for (const person of ["a", "b", "c"])
    expect(tokens.verify(await sign(person), keys, now)).toMatchObject({ value: { personId: person } });
  expect(tokens.size).toBe(2);
});
