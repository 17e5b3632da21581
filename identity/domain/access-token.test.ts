import { KeyObject } from "node:crypto";
import { generateKeyPair, jwtVerify, SignJWT } from "jose";
import { beforeAll, expect, test } from "vitest";
import { ACCESS_TOKEN_SECONDS, signAccessToken, verifyAccessToken } from "./access-token";

const now = new Date("2026-11-20T12:00:00Z");
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const claims = { personId: "person-1", sessionId: "session-1" };

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

let pair: KeyPair;
let other: KeyPair;
let token: string;

beforeAll(async () => {
  pair = await generateKeyPair("ES256");
  other = await generateKeyPair("ES256");
  token = await signAccessToken(claims, { kid: "k1", privateKey: pair.privateKey }, now);
});

const verify = (text: string, at = now): unknown => {
  const outcome = verifyAccessToken(text, new Map([["k1", KeyObject.from(pair.publicKey)]]), at);
  return outcome.ok ? outcome.value.claims : outcome.reason;
};

test("[I4] a token of ours says who and which login, until 15 minutes are over", async () => {
  expect(verify(token, later(ACCESS_TOKEN_SECONDS - 1))).toEqual(claims);
  expect(verify(token, later(ACCESS_TOKEN_SECONDS))).toBe("token_expired");
});

const flipped = (text: string): string => (text.startsWith("A") ? "B" : "A") + text.slice(1);

test("[S4-X04] a token that was changed, signed by someone else or by nobody is not valid", async () => {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const forgedPayload = Buffer.from(JSON.stringify({ sub: "owner", sid: "s", iss: "lobby", exp: 4102444800 })).toString(
    "base64url",
  );
  const none = Buffer.from(JSON.stringify({ alg: "none", kid: "k1", typ: "at+jwt" })).toString("base64url");
  for (const forged of [
    `${header}.${forgedPayload}.${signature}`,
    `${none}.${payload}.`,
    `${header}.${payload}.`,
    `${header}.${payload}.${signature}x`,
    `${header}.${payload}.${signature}.`,
    `${header}.${payload}.${flipped(signature)}`,
    ` ${token}`,
    "hello",
    "..",
    "",
    await signAccessToken(claims, { kid: "k1", privateKey: other.privateKey }, now),
  ]) {
    expect(verify(forged)).toBe("token_invalid");
  }
});

test("a token of a key that we do not have says so, so that the keys are read anew", async () => {
  const strange = await signAccessToken(claims, { kid: "k2", privateKey: other.privateKey }, now);
  expect(verify(strange)).toBe("token_key_unknown");
});

test("a token that our key signed for another purpose is not valid", async () => {
  const sign = (typ: string, issuer: string, body: Record<string, string>): Promise<string> =>
    new SignJWT(body)
      .setProtectedHeader({ alg: "ES256", kid: "k1", typ })
      .setIssuer(issuer)
      .setSubject("person-1")
      .setExpirationTime(4102444800)
      .sign(pair.privateKey);
  expect(verify(await sign("at+jwt", "lobby", { sid: "s" }))).toEqual({ personId: "person-1", sessionId: "s" });
  expect(verify(await sign("JWT", "lobby", { sid: "s" }))).toBe("token_invalid");
  expect(verify(await sign("at+jwt", "elsewhere", { sid: "s" }))).toBe("token_invalid");
  expect(verify(await sign("at+jwt", "lobby", {}))).toBe("token_invalid");
});

test("what is taken here, jose takes as well, and what other headers and claims make of a token is not taken", async () => {
  await expect(jwtVerify(token, pair.publicKey, { currentDate: now, issuer: "lobby" })).resolves.toBeDefined();
  const sign = (header: object, body: object): Promise<string> =>
    new SignJWT({ sub: "person-1", sid: "s", iss: "lobby", exp: 4102444800, ...body })
      .setProtectedHeader({ alg: "ES256", kid: "k1", typ: "at+jwt", ...header })
      .sign(pair.privateKey);
  expect(verify(await sign({}, {}))).toEqual({ personId: "person-1", sessionId: "s" });
  for (const [header, body] of [
    [{}, { nbf: 4102444700 }],
    [{}, { exp: undefined }],
    [{}, { sub: undefined }],
    [{}, { sub: 1 }],
    [{ crit: ["b64"], b64: true }, {}],
    [{ typ: undefined }, {}],
  ] as [object, object][])
    expect(verify(await sign(header, body))).toBe("token_invalid");
});
