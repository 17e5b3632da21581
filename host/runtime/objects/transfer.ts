import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { ObjectFacts } from "../../services/objects/object-file";
import type { ObjectStore } from "../../services/objects/object-store";
import type { ObjectName } from "./address";
import { type ByteRange, byteRange } from "../http/byte-range";
import { DEFAULT_CONTENT_TYPE } from "./bucket-object";

/** Answers to pages of any origin: the right lies in the address, never in a cookie. */
const HEADER_NAMES = "Content-Type, Content-Length, Content-Encoding, Date, X-Goog-Generation, X-Goog-Metageneration";
const CORS = [
  "access-control-allow-origin",
  "*",
  "access-control-expose-headers",
  `${HEADER_NAMES}, ETag, Accept-Ranges, Content-Range`,
];
/** What a preflight is answered with. */
export const PREFLIGHT = [
  ...CORS,
  "access-control-allow-methods",
  "PUT, GET, HEAD",
  "access-control-allow-headers",
  `${HEADER_NAMES}, Range, If-None-Match`,
];

/** How much of an object is read at once. */
const READ_BYTES = 256 * 1024;
/**
 * Shown by a viewer that a sandbox would lock out. Whatever else a browser makes of an object (a page, a picture with scripts, pages
 * in parts) comes from the address of the API, and must not act in its name.
 */
const VIEWED = "application/pdf";

/** Answers GET or HEAD with the object or the range asked for; false, and nothing sent, when there is no such object. */
export async function sendObject(
  store: ObjectStore,
  { bucket, name }: ObjectName,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const object = await store.open(bucket, name);
  if (object === null) return false;
  const { facts, file } = object;
  const etag = `"${facts.version}"`;
  const headers = [...CORS, "etag", etag, "accept-ranges", "bytes", ...typeHeaders(facts)];
  try {
    if (names(request.headers["if-none-match"], etag)) {
      response.writeHead(304, headers).end();
      return true;
    }
    const range = asked(request, facts.size, etag);
    if (range.kind === "unsatisfiable") {
      response.writeHead(416, [...headers, "content-range", `bytes */${facts.size}`, "content-length", "0"]).end();
      return true;
    }
    const [start, end] = range.kind === "part" ? [range.start, range.end] : [0, facts.size - 1];
    if (range.kind === "part") headers.push("content-range", `bytes ${start}-${end}/${facts.size}`);
    response.writeHead(range.kind === "part" ? 206 : 200, [...headers, "content-length", String(end - start + 1)]);
    if (request.method === "HEAD" || facts.size === 0) response.end();
    // A client that leaves in the middle is no failure of ours.
    else
      await pipeline(
        file.createReadStream({ start, end, autoClose: false, highWaterMark: READ_BYTES }),
        response,
      ).catch(() => response.destroy());
    return true;
  } finally {
    await file.close();
  }
}

/** Stores the body of a PUT as it comes in. What breaks off changes nothing. */
export async function receiveObject(
  store: ObjectStore,
  { bucket, name }: ObjectName,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const contentType = request.headers["content-type"] || DEFAULT_CONTENT_TYPE;
  let facts: ObjectFacts | null;
  try {
    // The request stays open, so that a full disk can still be answered.
    const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    facts = await store.put(bucket, name, body, { contentType, onlyNew: false });
  } catch (error) {
    if (!request.complete && request.destroyed) return;
    throw error;
  }
  response.writeHead(200, [...CORS, "etag", `"${facts!.version}"`, "content-length", "0"]).end();
}

function typeHeaders({ contentType }: ObjectFacts): string[] {
  const headers = ["content-type", contentType, "x-content-type-options", "nosniff"];
  return contentType === VIEWED ? headers : [...headers, "content-security-policy", "sandbox"];
}

/** The range, unless it was asked for another version of the object; several ranges at once are answered with the whole. */
function asked({ headers }: IncomingMessage, size: number, etag: string): ByteRange {
  const condition = headers["if-range"];
  if (condition !== undefined && condition !== etag) return { kind: "whole" };
  const range = byteRange(headers.range, size);
  return range.kind === "several" ? { kind: "whole" } : range;
}

function names(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false;
  return condition.split(",").some((each) => [etag, `W/${etag}`, "*"].includes(each.trim()));
}
