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

function hash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64url");
}

/** What the digest knows of a payload: it stays when the payload is erased (RT11). */
export function payloadHash(data: unknown): string {
  return hash(canonicalJson(data));
}

/** The digest of a channel before its first event. */
export const firstDigest = (channel: string): string => channel;

/** One step of a channel's chain (RT12). The sequencer takes the same step in SQL. */
export function nextDigest(previous: string, event: { id: string; type: string; hash: string }): string {
  return hash(`${previous}\n${event.id}\n${event.type}\n${event.hash}`);
}
