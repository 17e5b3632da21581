import { createCipheriv, createDecipheriv } from "node:crypto";

/** Bytes of the initialisation vector, which must never come twice with one key, and of the tag that proves the text untouched. */
export const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The number of a document, encrypted with AES-256-GCM: vector, tag, text. It is bound to the document's id, so that a copy in another
 * row cannot be opened.
 */
export function sealNumber(secret: Buffer, documentId: string, number: string, iv: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", secret, iv).setAAD(Buffer.from(documentId));
  const text = Buffer.concat([cipher.update(number, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** @throws when it was changed, belongs to another document, or was sealed with another key. */
export function openNumber(secret: Buffer, documentId: string, sealed: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", secret, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(documentId)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}
