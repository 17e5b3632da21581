import { randomFillSync } from "node:crypto";

const alphabet = "0123456789abcdefghijklmnopqrstuv";
const bytes = Buffer.alloc(20);

/** A new message's id: 20 characters of 0-9a-v, as on the genuine runtime; 100 random bits. */
export function newMessageId(): string {
  randomFillSync(bytes);
  let id = "";
  for (const byte of bytes) id += alphabet[byte & 31];
  return id;
}
