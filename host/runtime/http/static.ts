import { isUtf8 } from "node:buffer";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoint } from "../../model/app";
import { Refusal } from "../../schema/refusal";
import { end, sendErrorPage, sendFile, type StaticExchange, type StaticFile } from "./static-file";

type StaticFiles = NonNullable<Endpoint["static"]>;

/** What a path below the directory leads to. */
type Found = ({ kind: "file" } & StaticFile) | { kind: "redirect"; to: string } | { kind: "nothing" };

/** What the URI parser of the genuine runtime lets through after decoding (facts 6): no spaces, no controls, ASCII only; then a query, and a fragment of anything. */
const URI_PATH = /^([\x21\x22\x24-\x3b\x3d\x40-\x5f\x61-\x7e]*)(\?[\x21\x24-\x3b\x3d\x3f-\x7e]*)?(?:#|$)/;

/**
 * Answers with a file below the directory (facts 6, "Static assets"): index.html for directories, a redirect to the slash, byte
 * ranges, conditions by time, and the notFound file. `path` is decoded. Throws a Refusal when there is nothing to answer with.
 */
export async function serveStatic(
  files: StaticFiles,
  root: string,
  path: string,
  exchange: StaticExchange,
): Promise<void> {
  const uri = URI_PATH.exec(path);
  if (!uri) throw new Refusal("invalid_argument", "invalid file path: invalid uri character");
  const own = Object.entries(files.headers).flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  const full = { ...exchange, extra: [...exchange.extra, ...own] };
  const ownTime = Object.keys(files.headers).some((name) => name.toLowerCase() === "last-modified");
  const found = await locate(join(root, files.dir), uri[1]!);
  if (found.kind === "redirect")
    return end(full, 307, ["location", `${found.to}${uri[2] ?? ""}`, "content-length", "0"]);
  if (found.kind === "file") return sendFile(full, found, ownTime);
  const page = files.notFound === undefined ? undefined : await fileAt(join(root, files.notFound));
  if (page === undefined) return refuseFile();
  // With 200 it is the page of an application that routes for itself, and a file like any other as long as it can be had.
  if (files.notFoundStatus === 200) return sendFile(full, page, ownTime, refuseFile);
  const isSent = await sendErrorPage(full, files.notFoundStatus ?? 404, page);
  if (!isSent) refuseFile();
}

function refuseFile(): never {
  throw new Refusal("not_found", "file not found");
}

async function locate(dir: string, path: string): Promise<Found> {
  const parts = partsOf(path);
  if (parts === undefined) return { kind: "nothing" };
  const file = join(dir, ...parts);
  const stats = await stat(file).catch(() => null);
  if (stats?.isFile()) return { kind: "file", file, stats };
  if (!stats?.isDirectory()) return { kind: "nothing" };
  if (path !== "" && !path.endsWith("/")) return { kind: "redirect", to: `/${path}/` };
  const index = await fileAt(join(file, "index.html"));
  return index ? { kind: "file", ...index } : { kind: "nothing" };
}

/** The names in a path, whose escapes are decoded once more here; undefined when it leads elsewhere or is no text. */
function partsOf(path: string): string[] | undefined {
  const relative = path.replace(/^\/+/, "");
  const bytes = Buffer.from(
    relative.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
  if (!isUtf8(bytes)) return undefined;
  const decoded = bytes.toString("utf8");
  if (decoded.startsWith("/")) return undefined;
  const parts = decoded.split("/").filter((part) => part !== "" && part !== ".");
  return parts.includes("..") ? undefined : parts;
}

async function fileAt(file: string): Promise<StaticFile | undefined> {
  const stats = await stat(file).catch(() => null);
  return stats?.isFile() ? { file, stats } : undefined;
}
