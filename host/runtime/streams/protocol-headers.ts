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
  "cookie2",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "referer",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/**
 * The headers that a WebSocket client gave as `encore.dev.headers.<base64url of JSON>` among its subprotocols (facts 7.3), with
 * lower-case names. "malformed" when they cannot be read or name a header that is not allowed.
 */
export function protocolHeaders(protocols: string | undefined): [name: string, value: string][] | "malformed" {
  const entry = protocols
    ?.split(",")
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol.startsWith(ENTRY));
  if (entry === undefined) return [];
  const encoded = entry.slice(ENTRY.length);
  if (!/^[A-Za-z0-9_-]*$/.test(encoded)) return "malformed";
  let headers: unknown;
  try {
    headers = JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
  } catch {
    return "malformed";
  }
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return "malformed";
  const list = Object.entries(headers).map(([name, value]): [string, unknown] => [name.toLowerCase(), value]);
  return list.every(isAllowed) ? list : "malformed";
}

function isAllowed(header: [string, unknown]): header is [string, string] {
  const [name, value] = header;
  return typeof value === "string" && !FORBIDDEN.has(name) && !name.startsWith("sec-") && !name.startsWith("proxy-");
}
