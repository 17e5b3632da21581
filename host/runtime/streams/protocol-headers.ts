import { isUtf8 } from "node:buffer";

const ENTRY = "encore.dev.headers.";
/** Names that a browser may not set either, which a client must not give this way. */
const FORBIDDEN = new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "connection",
  "content-length",
  "cookie",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "permissions-policy",
  "referer",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const PLAIN_TEXT = /^[\t\x20-\x7e]*$/;

export type Header = [name: string, value: string];

/**
 * The headers that a WebSocket client gave as `encore.dev.headers.<base64url of JSON>` among its subprotocols (facts 7.3), with
 * lower-case names. "malformed" when an entry cannot be read or names a header that is not allowed.
 */
export function protocolHeaders(protocols: string | undefined): Header[] | "malformed" {
  if (protocols === undefined) return [];
  if (!PLAIN_TEXT.test(protocols)) return "malformed";
  const all: Header[] = [];
  for (const protocol of protocols.split(",").map((part) => part.trim())) {
    if (!protocol.startsWith(ENTRY)) continue;
    const headers = headersIn(protocol.slice(ENTRY.length));
    if (headers === undefined) return "malformed";
    all.push(...headers);
  }
  return all;
}

/** The offered subprotocols without the entries that carry headers. */
export function withoutHeaders(protocols: string): string {
  return protocols
    .split(",")
    .map((part) => part.trim())
    .filter((protocol) => !protocol.startsWith(ENTRY))
    .join(", ");
}

function headersIn(encoded: string): Header[] | undefined {
  const bytes = Buffer.from(encoded, "base64url");
  // Padding, other characters and loose bits are refused, escapes inside the JSON as well.
  if (bytes.toString("base64url") !== encoded || !isUtf8(bytes) || bytes.includes("\\")) return undefined;
  let headers: unknown;
  try {
    headers = JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return undefined;
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  const list = [...byName];
  return list.every(isAllowed) ? list : undefined;
}

function isAllowed(entry: [name: string, value: unknown]): entry is Header {
  const [name, value] = entry;
  return (
    typeof value === "string" &&
    PLAIN_TEXT.test(value) &&
    HEADER_NAME.test(name) &&
    !FORBIDDEN.has(name) &&
    !/^(?:sec|proxy)-/.test(name)
  );
}
