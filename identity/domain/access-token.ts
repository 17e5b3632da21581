import { type CryptoKey, errors, jwtVerify, SignJWT } from "jose";
import { accept, type Outcome, refuse } from "../../platform/outcome";

export const ACCESS_TOKEN_SECONDS = 900;
const ISSUER = "lobby";
const ALGORITHM = "ES256";

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
}

/** What an access token says. Rights are not in it: they are read at each request. */
export interface AccessClaims {
  personId: string;
  sessionId: string;
}

export type TokenRefusal = "token_expired" | "token_invalid" | "token_key_unknown";

/** A token of 15 minutes, signed with ES256. */
export function signAccessToken(claims: AccessClaims, key: SigningKey, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ: "at+jwt" })
    .setIssuer(ISSUER)
    .setSubject(claims.personId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
    .sign(key.privateKey);
}

/** Checks signature, algorithm, issuer and time. `token_key_unknown`: signed with a key that is not among these. */
export async function verifyAccessToken(
  token: string,
  keys: ReadonlyMap<string, CryptoKey>,
  now: Date,
): Promise<Outcome<AccessClaims, TokenRefusal>> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyOf(keys, kid), {
      issuer: ISSUER,
      algorithms: [ALGORITHM],
      typ: "at+jwt",
      currentDate: now,
      requiredClaims: ["sub", "exp", "sid"],
    });
    const { sub, sid } = payload;
    return typeof sub === "string" && typeof sid === "string"
      ? accept({ personId: sub, sessionId: sid })
      : refuse("token_invalid");
  } catch (err) {
    if (err instanceof errors.JWTExpired) return refuse("token_expired");
    if (err instanceof errors.JWKSNoMatchingKey) return refuse("token_key_unknown");
    if (err instanceof errors.JOSEError) return refuse("token_invalid");
    throw err;
  }
}

function keyOf(keys: ReadonlyMap<string, CryptoKey>, kid: string | undefined): CryptoKey {
  const key = kid === undefined ? undefined : keys.get(kid);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key;
}
