import { api } from "encore.dev/api";
import { dictionary } from "../codec/deflate-dict-1";

/** The dictionary of `deflate-dict-1` (RT20): the same bytes for everybody and for ever, so that one fetch serves a browser for good. */
export const deflateDictionary = api.raw(
  { method: "GET", path: "/v2/realtime/dictionaries/deflate-dict-1", expose: true, auth: false },
  async (_req, res) => {
    res.writeHead(200, {
      "Content-Type": "application/octet-stream",
      "Content-Length": dictionary.length,
      "Cache-Control": "public, max-age=31536000, immutable",
    });
    res.end(dictionary);
  },
);
