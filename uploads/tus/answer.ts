import type { IncomingMessage, ServerResponse } from "node:http";
import { Server } from "@tus/server";
import { APIError } from "encore.dev/api";
import { newId } from "../../platform/ids";
import { type ErrorDetails, orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { type UploadsRefusal, uploadsErrors } from "../contract/errors";
import { readChecksum } from "../domain/checksum";
import { LARGEST_FILE } from "../domain/purposes";
import { ownUpload } from "../engine/own-upload";
import { type RawRefusal, rawRefusal } from "../api/raw-refusal";
import { FileStore } from "./file-store";
import { tusLocker } from "./lock";
import { sendWeb, toWebRequest } from "./web";

export const TUS_PATH = "/uploads/tus";
const TUS_VERSION = "1.0.0";
/** How long a request goes on whose upload another one wants; what it has in memory is stored in any case. */
const DRAIN_MS = 50;

/** Answers one request of the tus protocol; `id` is the upload's, undefined for a creation. */
export async function answerTus(req: IncomingMessage, res: ServerResponse, id?: string): Promise<void> {
  const override = req.headers["x-http-method-override"];
  const method = id !== undefined && typeof override === "string" ? override.toUpperCase() : (req.method ?? "");
  // Of a client that leaves the reader of the body hears.
  req.on("error", () => {});
  let refused: RawRefusal | null = null;
  const refusedBy = (err: unknown): RawRefusal => (refused = rawRefusal(err, "tus"));
  try {
    checkVersion(req);
    const server = serverFor(req, id, refusedBy);
    const answer = await server.handleWeb(toWebRequest(req, id === undefined ? TUS_PATH : `${TUS_PATH}/${id}`, method));
    await sendWeb(answer, refused === null ? {} : refusalHeaders(refused), res);
  } catch (err) {
    const { status, body } = refusedBy(err);
    res.writeHead(status, { "Tus-Resumable": TUS_VERSION, "Tus-Version": TUS_VERSION, ...refusalHeaders(refused!) });
    res.end(method === "HEAD" ? undefined : body);
  }
}

/** One server a request: its store knows the checksum. */
function serverFor(req: IncomingMessage, id: string | undefined, refusedBy: (err: unknown) => RawRefusal): Server {
  const store = new FileStore(orThrow(readChecksum(header(req, "upload-checksum")), uploadsErrors));
  return new Server({
    path: TUS_PATH,
    datastore: store,
    locker: tusLocker(store.settled),
    lockDrainTimeout: DRAIN_MS,
    maxSize: LARGEST_FILE,
    relativeLocation: true,
    namingFunction: () => newId(),
    getFileIdFromRequest: () => id,
    async onIncomingRequest(request, fileId) {
      // Before the lock: nobody holds up another person's upload.
      if (request.method !== "POST") await ownUpload(fileId);
    },
    onResponseError: (_request, err) => {
      const { status, body } = refusedBy("status_code" in err ? refusalOf(err as TusError) : err);
      return { status_code: status, body };
    },
  });
}

/** How tus' server refuses by itself. */
interface TusError {
  status_code: number;
  body: string;
}

const REASONS: Partial<Record<number, UploadsRefusal>> = {
  404: "upload_not_found",
  409: "offset_conflict",
  410: "upload_gone",
  413: "file_too_large",
};

/** The same refusal as an error of ours, in the server's words. */
function refusalOf({ status_code: status, body }: TusError): APIError {
  const reason = REASONS[status] ?? "request_invalid";
  const details: ErrorDetails = { reason, errorId: null, errors: [], retryAfterMs: null };
  return new APIError(uploadsErrors[reason].code, body.trim(), undefined, details);
}

function checkVersion(req: IncomingMessage): void {
  if (header(req, "tus-resumable") !== TUS_VERSION) orThrow(refuse("version_unsupported"), uploadsErrors);
}

const header = (req: IncomingMessage, name: string): string | undefined => {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function refusalHeaders({ retryAfterMs }: RawRefusal): Record<string, string> {
  const type = { "Content-Type": "application/json" };
  return retryAfterMs === null ? type : { ...type, "Retry-After": String(Math.ceil(retryAfterMs / 1000)) };
}
