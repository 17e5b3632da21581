import { DetailedError, Upload } from "tus-js-client";
import { session } from "../api/client";
import { destinationKey, type Transfer } from "./transfer";

/** What the server acknowledges at a time. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const RETRY_MS = [500, 1000, 2000, 5000, 10_000, 20_000];

interface Heard {
  /** The server has that many bytes. */
  onAccepted: (bytes: number) => void;
  onError: (why: string) => void;
  /** The server has all of it. */
  onArrived: (fileId: string) => void;
}

/**
 * The way of one file to the server. One that was stopped, by a pause, by the network or by a reload, is found again by its name, size,
 * date and where it goes.
 */
export function tusUpload(file: File, { propertyId, purpose, destination }: Transfer, heard: Heard): Upload {
  const where = destination.kind === "subject" ? [destinationKey(destination)] : [];
  const upload = new Upload(file, {
    endpoint: new URL("/uploads/tus", location.origin).href,
    metadata: { purpose, propertyId: String(propertyId), name: file.name, type: file.type },
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    removeFingerprintOnSuccess: true,
    fingerprint: () =>
      Promise.resolve(["lobby", propertyId, purpose, ...where, file.name, file.size, file.lastModified].join("/")),
    async onBeforeRequest(request) {
      const token = await session.accessToken();
      if (token !== null) request.setHeader("Authorization", `Bearer ${token}`);
    },
    onChunkComplete: (_size, accepted) => heard.onAccepted(accepted),
    onError: (error) => heard.onError(whyOf(error)),
    onSuccess: () => heard.onArrived(upload.url?.split("/").at(-1) ?? ""),
  });
  return upload;
}

/** Begins where the server stands: one that was begun on this page knows its address, another is looked for among earlier visits. */
export async function findBegun(upload: Upload): Promise<void> {
  const [previous] = upload.url === null ? await upload.findPreviousUploads() : [];
  if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
}

/** What the server said, in its words. */
function whyOf(error: Error): string {
  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  try {
    const { message } = JSON.parse(body ?? "") as { message?: unknown };
    if (typeof message === "string") return message;
  } catch {
    // No answer of ours: the network's own words are all there is.
  }
  return error.message;
}
