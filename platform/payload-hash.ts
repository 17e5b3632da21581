import { createHash } from "node:crypto";

/**
 * RFC 8785: one text for one JSON value, whatever the order of its keys.
 * @param value what JSON.parse gives; nothing else is expected.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
}

/** SHA-256 in base64url, as all hashes of the protocol (RT12). */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64url");
}

/** What the digest of a channel knows of a payload: it stays when the payload is erased (RT11). */
export function payloadHash(data: unknown): string {
  return sha256(canonicalJson(data));
}
