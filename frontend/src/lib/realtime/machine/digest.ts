import { sha256 } from "@noble/hashes/sha2.js";
import type { WireEvent } from "./wire";

const utf8 = new TextEncoder();

function hash(text: string): string {
  const bytes = sha256(utf8.encode(text));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The JSON text of RFC 8785: keys sorted by UTF-16 code units, no white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** The digest of a channel behind this event, given the digest before it (RT12). An event without data brings its payload hash along. */
export function nextDigest(previous: string, event: Pick<WireEvent, "id" | "type" | "data" | "hash">): string {
  const payloadHash = event.data === null && event.hash !== undefined ? event.hash : hash(canonicalJson(event.data));
  return hash(`${previous}\n${event.id}\n${event.type}\n${payloadHash}`);
}
