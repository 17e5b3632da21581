import type { IncomingMessage } from "node:http";

/** What a request tells of where it comes from. */
export type Caller = Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } };

/**
 * True for a program or page of this machine: the connection comes from it, not by way of a proxy, and neither the page's origin
 * nor the name that it used for us is another site's.
 */
export function isFromHere({ socket, headers }: Caller): boolean {
  if (!/^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? "")) return false;
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  return isLocal(`http://${headers.host ?? ""}`) && (headers.origin === undefined || isLocal(headers.origin));
}

function isLocal(origin: string): boolean {
  return URL.canParse(origin) && ["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname);
}
