import type { ServerResponse } from "node:http";
import { currentRequest } from "encore.dev";
import { api } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { uploadsErrors } from "../contract/errors";
import { readRange } from "../domain/byte-range";
import { downloadHeaders } from "../domain/download-headers";
import type { StoredFile } from "../domain/file";
import { PURPOSES } from "../domain/purposes";
import { contentOf } from "../engine/content";
import { openLink } from "../engine/open-link";
import { pool } from "../store/db";
import { getObject } from "../store/objects";
import { insertView } from "../store/view.store";

/** The bytes behind a link of `POST /uploads/files/:id/link`, whole or by `Range`. */
export const getContent = api.raw(
  { method: ["GET", "HEAD"], path: "/uploads/content/:id", expose: true, auth: false },
  async (req, res) => {
    const request = currentRequest();
    const id = (request?.type === "api-call" ? request.pathParams?.["id"] : undefined) ?? "";
    const opened = await openLink(id, new URL(req.url ?? "", "http://localhost").searchParams);
    if (opened === null) return orThrow(refuse("file_not_found"), uploadsErrors);
    const { file, link } = opened;
    const headers = downloadHeaders(file, link.variant);
    const isGet = req.method === "GET";
    if (isGet && PURPOSES[file.purpose].class === "restricted")
      await insertView(pool, file.id, link.personId, clock.now());
    if (link.variant === "thumbnail") {
      const bytes = await getObject(file.thumbnail ?? "");
      res.writeHead(200, { ...headers, "Content-Length": String(bytes.length) });
      res.end(isGet ? bytes : undefined);
      return undefined;
    }
    await sendFile(file, headers, { range: req.headers.range, ifRange: req.headers["if-range"], isGet }, res);
    return undefined;
  },
);

interface Asked {
  range: string | undefined;
  ifRange: string | string[] | undefined;
  isGet: boolean;
}

async function sendFile(
  file: StoredFile,
  headers: Record<string, string>,
  asked: Asked,
  res: ServerResponse,
): Promise<void> {
  const etag = `"${file.sha256 ?? ""}"`;
  const isSame = asked.ifRange === undefined || asked.ifRange === etag;
  const range = isSame ? readRange(asked.range, file.size) : null;
  if (range === "unsatisfiable") {
    res.writeHead(416, { "Content-Range": `bytes */${file.size}`, "Content-Length": "0" });
    res.end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: file.size };
  const part = range === null ? {} : { "Content-Range": `bytes ${from}-${to - 1}/${file.size}` };
  res.writeHead(range === null ? 200 : 206, { ...headers, ETag: etag, "Content-Length": String(to - from), ...part });
  let isLeft = false;
  res.on("close", () => (isLeft = true));
  if (asked.isGet) {
    for await (const bytes of contentOf(file.id, from, to)) {
      // The callback is the only back-pressure of a raw answer.
      await new Promise<void>((gone) => res.write(bytes, () => gone()));
      if (isLeft) return;
    }
  }
  res.end();
}
