import { pool } from "../store/db";
import { findFingerprintSecret } from "../store/fingerprint-key.store";

let secret: Promise<Buffer> | null = null;

/** The secret that fingerprints of requests are made with. It stays as long as the database does. */
export function fingerprintSecret(): Promise<Buffer> {
  secret ??= findFingerprintSecret(pool).catch((err: unknown) => {
    secret = null;
    throw err;
  });
  return secret;
}
