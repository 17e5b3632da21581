import { generateKeyPair, SignJWT } from "jose";
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

const verify = async (text: string, at = now): Promise<unknown> => {
  const outcome = await verifyAccessToken(text, new Map([["k1", pair.publicKey]]), at);
  return outcome.ok ? outcome.value : outcome.reason;
};

test("[I4] a token of ours says who and which login, until 15 minutes are over", async () => {
  expect(await verify(token, later(ACCESS_TOKEN_SECONDS - 1))).toEqual(claims);
  expect(await verify(token, later(ACCESS_TOKEN_SECONDS))).toBe("token_expired");
});

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
    "hello",
    "",
    await signAccessToken(claims, { kid: "k1", privateKey: other.privateKey }, now),
  ]) {
    expect(await verify(forged)).toBe("token_invalid");
  }
});

test("a token of a key that we do not have says so, so that the keys are read anew", async () => {
  expect(await verify(await signAccessToken(claims, { kid: "k2", privateKey: other.privateKey }, now))).toBe(
    "token_key_unknown",
  );
});

test("a token that our key signed for another purpose is not valid", async () => {
  const sign = (typ: string, issuer: string, body: Record<string, string>): Promise<string> =>
    new SignJWT(body)
      .setProtectedHeader({ alg: "ES256", kid: "k1", typ })
      .setIssuer(issuer)
      .setSubject("person-1")
      .setExpirationTime(4102444800)
      .sign(pair.privateKey);
  expect(await verify(await sign("at+jwt", "lobby", { sid: "s" }))).toEqual({ personId: "person-1", sessionId: "s" });
  expect(await verify(await sign("JWT", "lobby", { sid: "s" }))).toBe("token_invalid");
  expect(await verify(await sign("at+jwt", "elsewhere", { sid: "s" }))).toBe("token_invalid");
  expect(await verify(await sign("at+jwt", "lobby", {}))).toBe("token_invalid");
});
