import { createReadStream, type Stats } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { byteRange } from "./byte-range";
import { contentTypeOf } from "./content-types";
import { parseHttpDate } from "./http-date";

/** One static answer: the request, and the headers that every answer carries. */
export interface StaticExchange {
  request: IncomingMessage;
  response: ServerResponse;
  extra: readonly string[];
}

export interface StaticFile {
  file: string;
  stats: Stats;
}

/** Some bytes of a file of `size` bytes. */
interface Slice {
  file: string;
  size: number;
  start: number;
  length: number;
}

/** Files up to this size are read whole and leave in one write. */
const WHOLE_FILE_BYTES = 256 * 1024;
/** Builds of images stamp their files with a fixed time; up to 1980 it says nothing about the file. */
const STAMPED_UNTIL_MS = Date.UTC(1980, 0, 1);

/**
 * Sends a file under the conditions and ranges of the request. `ownTime`: the application sets last-modified itself. `unmet` is
 * called instead of an answer that some condition or range cannot be met.
 */
export async function sendFile(
  exchange: StaticExchange,
  { file, stats }: StaticFile,
  ownTime: boolean,
  unmet: typeof end = end,
): Promise<void> {
  if (wasModified(exchange.request, stats)) return unmet(exchange, 412, ["content-length", "0"]);
  const { headers } = exchange.request;
  const modifiedMs = Math.floor(stats.mtimeMs / 1000) * 1000;
  // Whether a kept part still fits is not known without an entity tag: the whole file then.
  const range = byteRange(headers["if-range"] === undefined ? rangeOf(exchange.request) : undefined, stats.size);
  const about = ["content-type", contentTypeOf(file), "accept-ranges", "bytes"];
  if (range.kind === "several" || range.kind === "unsatisfiable") {
    const text = range.kind === "several" ? "Cannot serve multipart range requests" : "";
    const length = ["content-range", `bytes */${stats.size}`, "content-length", String(text.length)];
    return unmet(exchange, 416, [...about, ...length], text);
  }
  if (modifiedMs > STAMPED_UNTIL_MS && !ownTime) {
    const time = ["last-modified", new Date(modifiedMs).toUTCString()];
    const since = parseHttpDate(headers["if-modified-since"]);
    if (since !== undefined && since >= modifiedMs) return end(exchange, 304, ["accept-ranges", "bytes", ...time]);
    about.push(...time);
  }
  if (range.kind === "whole") return sendWhole(exchange, 200, { file, stats }, about);
  const length = range.end - range.start + 1;
  about.push("content-range", `bytes ${range.start}-${range.end}/${stats.size}`, "content-length", String(length));
  await sendBytes(exchange, 206, about, { file, size: stats.size, start: range.start, length });
}

/** Sends all of the page that says that there is nothing; it has no time. False when a condition of the request forbids it. */
export async function sendErrorPage(exchange: StaticExchange, status: number, page: StaticFile): Promise<boolean> {
  if (wasModified(exchange.request, page.stats)) return false;
  await sendWhole(exchange, status, page, ["content-type", contentTypeOf(page.file), "accept-ranges", "bytes"]);
  return true;
}

/** Ends an answer; `headers` come after those of every answer. */
export function end(
  { response, extra }: StaticExchange,
  status: number,
  headers: string[],
  body?: string | Buffer,
): void {
  response.writeHead(status, [...extra, ...headers]);
  response.end(body);
}

/** The first one; one that is no ASCII is none. */
function rangeOf({ headersDistinct }: IncomingMessage): string | undefined {
  const [range] = headersDistinct["range"] ?? [];
  return range !== undefined && /^[\t\x20-\x7e]*$/.test(range) ? range : undefined;
}

/** Later than the request's If-Unmodified-Since. */
function wasModified({ headers }: IncomingMessage, stats: Stats): boolean {
  const date = parseHttpDate(headers["if-unmodified-since"]);
  return date !== undefined && date < Math.floor(stats.mtimeMs / 1000) * 1000;
}

function sendWhole(
  exchange: StaticExchange,
  status: number,
  { file, stats: { size } }: StaticFile,
  about: string[],
): Promise<void> {
  return sendBytes(exchange, status, [...about, "content-length", String(size)], {
    file,
    size,
    start: 0,
    length: size,
  });
}

async function sendBytes(
  exchange: StaticExchange,
  status: number,
  headers: string[],
  { file, size, start, length }: Slice,
): Promise<void> {
  const { request, response, extra } = exchange;
  if (request.method === "HEAD" || length === 0) return end(exchange, status, headers);
  if (size <= WHOLE_FILE_BYTES) {
    const bytes = await readFile(file);
    return end(exchange, status, headers, bytes.subarray(start, start + length));
  }
  response.writeHead(status, [...extra, ...headers]);
  // A client that leaves in the middle is no failure of ours.
  await pipeline(createReadStream(file, { start, end: start + length - 1 }), response).catch(() => response.destroy());
}
