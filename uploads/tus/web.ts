import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A raw request as the web's Request, for `handleWeb`. Neither `server.handle(req, res)` nor `Readable.toWeb(req)` may be used on
 * Encore: both end the process (docs/concepts/two-ways-to-run.md).
 */
export function toWebRequest(req: IncomingMessage, path: string, method: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  const hasBody = method === "POST" || method === "PATCH";
  const body = hasBody ? (ReadableStream.from(req) as ReadableStream) : null;
  return new Request(`http://localhost${path}`, { method, headers, body, duplex: "half" } as RequestInit);
}

/** Sends the answer, but for what it says of other origins: that is the gateway's. */
export async function sendWeb(response: Response, more: Record<string, string>, res: ServerResponse): Promise<void> {
  const headers: Record<string, string> = { ...more };
  response.headers.forEach((value, name) => {
    if (!name.startsWith("access-control-")) headers[name] = value;
  });
  const body = Buffer.from(await response.arrayBuffer());
  res.writeHead(response.status, headers);
  res.end(body);
}
