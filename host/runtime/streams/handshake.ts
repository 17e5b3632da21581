import type { IncomingHttpHeaders } from "node:http";

/** What keeps a request from becoming a WebSocket, in the words and the order of the genuine runtime; undefined when nothing does. */
export function handshakeComplaint(headers: IncomingHttpHeaders): string | undefined {
  if (!headers.connection?.toLowerCase().includes("upgrade")) return "Connection header did not include 'upgrade'";
  if (headers.upgrade?.toLowerCase() !== "websocket") return "`Upgrade` header did not include 'websocket'";
  if (headers["sec-websocket-version"] !== "13") return "`Sec-WebSocket-Version` header did not include '13'";
  if (headers["sec-websocket-key"] === undefined) return "`Sec-WebSocket-Key` header missing";
  return undefined;
}
