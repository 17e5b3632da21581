import { createHash } from "node:crypto";

/**
 * Tells whether a text came before, without giving away what it was: without the secret nobody can try texts. What the secret is put
 * before is always 32 bytes long, so nothing can be appended to it.
 */
export function fingerprint(secret: Buffer, text: string): Buffer {
  const digest = createHash("sha256").update(text).digest();
  return createHash("sha256").update(secret).update(digest).digest();
}
