import { createReadStream, type Stats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Endpoint } from "../../model/app";
import { Refusal } from "../../schema/refusal";
import { byteRange } from "./byte-range";
import { contentTypeOf } from "./content-types";

type StaticFiles = NonNullable<Endpoint["static"]>;

/** What a path below the directory leads to. */
type Found = { kind: "file"; file: string; stats: Stats } | { kind: "redirect"; to: string } | { kind: "nothing" };

/** One static answer: the request, and the headers that every answer carries. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  extra: readonly string[];
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
/** What the URI parser of the genuine runtime lets through after decoding (facts 6): no spaces, no controls, ASCII only. */
const URI_PATH = /^[\x21\x22\x24-\x3b\x3d\x3f-\x5f\x61-\x7e]*$/;

/**
 * Answers with a file below the directory (facts 6, "Static assets"): index.html for directories, a redirect to the slash, byte
 * ranges, conditions by time, and the notFound file. `path` is decoded. Throws a Refusal when there is nothing to answer with.
 */
export async function serveStatic(files: StaticFiles, root: string, path: string, exchange: Exchange): Promise<void> {
  if (!URI_PATH.test(path)) throw new Refusal("invalid_argument", "invalid file path: invalid uri character");
  const extra = [
    ...exchange.extra,
    ...Object.entries(files.headers).flatMap(([name, values]) => values.flatMap((value) => [name, value])),
  ];
  const own = { ...exchange, extra };
  const found = await locate(join(root, files.dir), path);
  if (found.kind === "redirect") return end(own, 307, ["location", found.to, "content-length", "0"]);
  if (found.kind === "file") return sendFile(own, found.file, found.stats, 200);
  if (files.notFound === undefined) throw new Refusal("not_found", "file not found");
  const file = join(root, files.notFound);
  await sendFile(own, file, await stat(file), files.notFoundStatus ?? 404);
}

async function locate(dir: string, path: string): Promise<Found> {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return { kind: "nothing" };
  const file = join(dir, ...parts);
  const stats = await statOrNull(file);
  if (stats?.isFile()) return { kind: "file", file, stats };
  if (!stats?.isDirectory()) return { kind: "nothing" };
  if (path !== "" && !path.endsWith("/")) return { kind: "redirect", to: `/${path}/` };
  const index = join(file, "index.html");
  const indexStats = await statOrNull(index);
  return indexStats?.isFile() ? { kind: "file", file: index, stats: indexStats } : { kind: "nothing" };
}

async function statOrNull(file: string): Promise<Stats | null> {
  return stat(file).catch(() => null);
}

async function sendFile(exchange: Exchange, file: string, stats: Stats, status: number): Promise<void> {
  const modified = new Date(Math.floor(stats.mtimeMs / 1000) * 1000);
  const { headers } = exchange.request;
  if (isBefore(headers["if-unmodified-since"], modified)) return end(exchange, 412, ["content-length", "0"]);
  const about = ["accept-ranges", "bytes", "last-modified", modified.toUTCString()];
  const since = parseDate(headers["if-modified-since"]);
  if (since !== undefined && since >= modified.getTime()) return end(exchange, 304, about);
  about.push("content-type", contentTypeOf(file));
  const range = byteRange(headers.range, stats.size);
  if (range.kind === "several" || range.kind === "unsatisfiable") {
    const text = range.kind === "several" ? "Cannot serve multipart range requests" : "";
    return end(
      exchange,
      416,
      [...about, "content-range", `bytes */${stats.size}`, "content-length", String(text.length)],
      text,
    );
  }
  if (range.kind === "whole") {
    const whole = { file, size: stats.size, start: 0, length: stats.size };
    return sendBytes(exchange, status, [...about, "content-length", String(stats.size)], whole);
  }
  const length = range.end - range.start + 1;
  about.push("content-range", `bytes ${range.start}-${range.end}/${stats.size}`, "content-length", String(length));
  await sendBytes(exchange, 206, about, { file, size: stats.size, start: range.start, length });
}

async function sendBytes(
  exchange: Exchange,
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

function end({ response, extra }: Exchange, status: number, headers: string[], body?: string | Buffer): void {
  response.writeHead(status, [...extra, ...headers]);
  response.end(body);
}

function isBefore(header: string | undefined, modified: Date): boolean {
  const date = parseDate(header);
  return date !== undefined && date < modified.getTime();
}

/** Milliseconds; undefined when absent or no HTTP date. */
function parseDate(header: string | undefined): number | undefined {
  if (header === undefined || !header.endsWith(" GMT")) return undefined;
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : time;
}
