import { createHmac, timingSafeEqual } from "node:crypto";
import { objectUrl } from "./address";

/** What a signed URL allows, to whoever has it. */
export type SignedMethod = "GET" | "PUT";

/** Clocks may differ this much, as in the local store of Encore. */
const GRACE_MS = 30_000;

/** Names of the query parameters, those of Cloud Storage (signature version 4) as under `encore run`. */
const DATE = "X-Goog-Date";
const EXPIRES = "X-Goog-Expires";
const SIGNATURE = "X-Goog-Signature";
const CREDENTIAL = "X-Goog-Credential";

export interface Signing {
  baseUrl: string;
  bucket: string;
  name: string;
  method: SignedMethod;
  /** Seconds from now. */
  ttl: number;
}

/** The URL of an object with the right to read or write it for some time. */
export function signedUrl(key: Buffer, { baseUrl, bucket, name, method, ttl }: Signing, now: Date): string {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const query = new URLSearchParams({
    "X-Goog-Algorithm": "LOBBY-HMAC-SHA256",
    [CREDENTIAL]: `lobby/${date.slice(0, 8)}/auto/storage/goog4_request`,
    [DATE]: date,
    [EXPIRES]: String(ttl),
    "X-Goog-SignedHeaders": "host",
    [SIGNATURE]: signature(key, { method, bucket, name, date, expires: String(ttl) }),
  });
  return `${objectUrl(baseUrl, bucket, name)}?${query.toString()}`;
}

/** The parameters of a signed URL, their names in any case as in the local store of Encore; null when it carries no signature. */
export function signingOf(query: string): ReadonlyMap<string, string> | null {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, value);
  }
  return parameters.has(SIGNATURE.toLowerCase()) ? parameters : null;
}

/** What is wrong with the parameters, whoever signed them; null when nothing is. */
export function staleness(parameters: ReadonlyMap<string, string> | null, now: number): string | null {
  for (const name of [SIGNATURE, CREDENTIAL, DATE, EXPIRES].map((each) => each.toLowerCase()))
    if (!parameters?.get(name)) return `missing or empty query param "${name}"`;
  const date = parseDate(parameters!.get(DATE.toLowerCase())!);
  if (date === null) return "failed to parse x-goog-date";
  if (date > now + GRACE_MS) return "URL expiration base date is in the future";
  const expires = parameters!.get(EXPIRES.toLowerCase())!;
  if (!/^[+-]?\d+$/.test(expires)) return "failed to parse x-goog-expires value into an integer";
  return date + Number(expires) * 1000 < now - GRACE_MS ? "URL is expired" : null;
}

/** True when the signature is ours, for this object, method, date and life time. */
export function isSigned(
  key: Buffer,
  parameters: ReadonlyMap<string, string>,
  { method, bucket, name }: Pick<Signing, "method" | "bucket" | "name">,
): boolean {
  const [date, expires, given] = [DATE, EXPIRES, SIGNATURE].map((each) => parameters.get(each.toLowerCase()) ?? "");
  const expected = Buffer.from(signature(key, { method, bucket, name, date: date!, expires: expires! }));
  const found = Buffer.from(given!);
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function signature(
  key: Buffer,
  { method, bucket, name, date, expires }: Record<"method" | "bucket" | "name" | "date" | "expires", string>,
): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([method, bucket, name, date, expires]))
    .digest("hex");
}

/** `20261128T190000Z` in milliseconds. */
function parseDate(text: string): number | null {
  const m = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const time = m === null ? NaN : Date.parse(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
  return Number.isNaN(time) ? null : time;
}
