import { api } from "encore.dev/api";
import { CHECKSUM_ALGORITHMS } from "../domain/checksum";
import { LARGEST_FILE } from "../domain/purposes";
import { TUS_EXTENSIONS } from "../tus/file-store";

/** What tus asks for by OPTIONS, which no code of an Encore application ever sees: version, extensions and the largest size, in headers. */
export const describeTus = api.raw(
  { method: "GET", path: "/uploads/tus", expose: true, auth: false },
  async (_req, res) => {
    res.writeHead(204, {
      "Tus-Resumable": "1.0.0",
      "Tus-Version": "1.0.0",
      "Tus-Extension": TUS_EXTENSIONS.join(","),
      "Tus-Max-Size": String(LARGEST_FILE),
      "Tus-Checksum-Algorithm": CHECKSUM_ALGORITHMS.join(","),
    });
    res.end();
  },
);
