import { otherFailure, storeRefused, type TypedObjectError } from "./typed-error";

/** Longest part of a name between slashes: a file name, less what the local store of Encore adds to it. */
const MAX_PART_BYTES = 247;
/** Longest name that Cloud Storage takes. */
const MAX_NAME_BYTES = 1024;
const I64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** Which request of the genuine runtime to its local store an operation is; it stands in the text of a refusal. */
type StoreRequest = "upload" | "download" | "describe";

/**
 * With which HTTP status the local store of `encore run` refuses a name (facts 11); null when it takes it. Names are paths of files
 * there, so that a path which is no file in the bucket's directory is none.
 */
export function nameRefusal(name: string): 400 | 500 | null {
  if (name === "") return 400;
  const parts = name.split("/");
  const isTooLong =
    Buffer.byteLength(name) > MAX_NAME_BYTES || parts.some((part) => Buffer.byteLength(part) > MAX_PART_BYTES);
  return isTooLong || name.includes("\0") || parts[0] === "" || !isInside(parts) ? 500 : null;
}

/** True for a name that the local store of `encore run` writes and never finds again (facts 11). */
export function isLost(name: string): boolean {
  return name.includes("\n");
}

/** Throws a TypedObjectError for a name that is refused. */
export function checkName(request: StoreRequest, bucket: string, name: string): void {
  const status = nameRefusal(name);
  if (status !== null) throw refusedName(status, request, bucket, name);
}

export function refusedName(status: 400 | 500, request: StoreRequest, bucket: string, name: string): TypedObjectError {
  return storeRefused(status, storePath(request, bucket, name));
}

/** Throws a TypedObjectError for a version that is no 64-bit integer, in the words of the genuine runtime. */
export function checkVersion(version: string | undefined): void {
  if (version === undefined) return;
  const fault = versionFault(version);
  if (fault !== null) throw otherFailure(`invalid version number ${version}: ${fault}`);
}

function versionFault(version: string): string | null {
  if (version === "") return "cannot parse integer from empty string";
  if (!/^[+-]?\d+$/.test(version)) return "invalid digit found in string";
  const number = BigInt(version.replace(/^\+/, ""));
  if (number > I64.max) return "number too large to fit in target type";
  return number < I64.min ? "number too small to fit in target type" : null;
}

function storePath(request: StoreRequest, bucket: string, name: string): string {
  if (request === "upload")
    return `/upload/storage/v1/b/${bucket}/o?${new URLSearchParams({ uploadType: "media", name }).toString()}`;
  const path = `/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`;
  return request === "download" ? `${path}?alt=media` : path;
}

/** True when following the parts never leaves the directory and does not end in it. */
function isInside(parts: readonly string[]): boolean {
  let depth = 0;
  for (const part of parts) {
    if (part === "..") depth--;
    else if (part !== "." && part !== "") depth++;
    if (depth < 0) return false;
  }
  return depth > 0;
}
