import { api } from "encore.dev/api";
import { STRUCTURES } from "../codec/msgpack-1";

/** The structures of `msgpack-1` (RT28) as JSON: the same for everybody and for ever. */
export const msgpackStructures = api.raw(
  { method: "GET", path: "/v2/realtime/structures/msgpack-1", expose: true, auth: false },
  async (_req, res) => {
    const bytes = Buffer.from(JSON.stringify(STRUCTURES));
    res.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": bytes.length,
      "Cache-Control": "public, max-age=31536000, immutable",
    });
    res.end(bytes);
  },
);
