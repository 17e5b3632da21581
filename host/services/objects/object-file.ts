import { randomInt } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** What is known of an object besides its bytes. */
export interface ObjectFacts {
  /** Bytes. */
  size: number;
  contentType: string;
  /** Decimal digits, new for each upload; the etag too. */
  version: string;
}

/** The content of an object: bytes at hand, or bytes that are still coming in. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** Bytes of the number at the very end. */
const LENGTH_BYTES = 4;
/** What may wait for the disk before the sender has to. */
const WRITE_BYTES = 1024 * 1024;
/** Read from the end at once; facts are shorter. */
const TAIL_BYTES = 4096;
/** Bytes of a content type; facts with a longer one would not fit the tail. */
export const MAX_CONTENT_TYPE = 1024;

/**
 * Writes the file of an object: its bytes, then the facts as JSON, then the length of that JSON (32 bits, big endian). One file, so
 * that bytes and facts are replaced together. Returns after both are on disk; rejects when the file exists or the content fails, once nothing is written any more.
 */
export async function writeObjectFile(path: string, content: Content, contentType: string): Promise<ObjectFacts> {
  const facts: ObjectFacts = { size: 0, contentType, version: newVersion() };
  const whole = async function* () {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      facts.size += chunk.length;
      yield chunk;
    }
    const text = Buffer.from(JSON.stringify(facts));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(text.length);
    yield Buffer.concat([text, length]);
  };
  const file = createWriteStream(path, { flags: "wx", flush: true, highWaterMark: WRITE_BYTES });
  const closed = new Promise<void>((resolve) => file.once("close", resolve));
  try {
    await pipeline(whole, file);
  } finally {
    // Content that fails at once may do so before the file is there, which then comes all the same.
    await closed;
  }
  return facts;
}

/** Throws when the file is none of an object. */
export async function readFacts(file: FileHandle): Promise<ObjectFacts> {
  const { size: total } = await file.stat();
  const tail = Buffer.alloc(Math.min(total, TAIL_BYTES));
  await readAll(file, tail, total - tail.length);
  const end = tail.length - LENGTH_BYTES;
  const length = end < 0 ? -1 : tail.readUInt32BE(end);
  if (length < 0 || length > end) throw new Error("this is not the file of an object");
  const facts = JSON.parse(tail.subarray(end - length, end).toString()) as ObjectFacts;
  if (facts.size + length + LENGTH_BYTES !== total) throw new Error("the file of an object is damaged");
  return facts;
}

/** Fills the buffer; throws when the file ends before. */
export async function readAll(file: FileHandle, into: Buffer, position: number): Promise<void> {
  for (let done = 0; done < into.length;) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw new Error("the file of an object is damaged");
    done += bytesRead;
  }
}

let lastVersion = 0n;

/** Nanoseconds as Encore's local store counts them, growing; the digits below the clock keep two processes apart. */
function newVersion(): string {
  const now = BigInt(Date.now()) * 1_000_000n + BigInt(randomInt(1_000_000));
  lastVersion = now > lastVersion ? now : lastVersion + 1n;
  return lastVersion.toString();
}
