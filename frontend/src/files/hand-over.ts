import { api } from "../api/client";
import type { contract } from "../api/client.gen";
import { isTransient, toFailure } from "../api/failure";
import { t } from "../lib/i18n/t";
import type { Destination } from "./transfer";

const ASK_AGAIN_MS = [150, 300, 600, 1200, 2500, 5000];

/** How it ended: given to its subject or ready for a form; refused for good; failed, to be tried again. */
export type HandedOver = { end: "done" } | { end: "refused" | "failed"; why: string };

/**
 * Waits until the server has checked a file, and gives it to its subject. Goes on for as long as the server is away; a repeat does no
 * harm, since what is given already stays as it is.
 */
export async function handOver(fileId: string, destination: Destination, signal: AbortSignal): Promise<HandedOver> {
  try {
    const file = await checked(fileId, signal);
    if (file.state === "rejected")
      return { end: "refused", why: file.reason === null ? "" : t(`uploads.reason.${file.reason}`) };
    if (file.state === "erased" || file.state === "expired") return { end: "refused", why: t("uploads.isGone") };
    if (destination.kind === "subject") {
      const { kind, id } = destination.subject;
      await persistently(() => api.uploads.attachToSubject(kind, id, { fileIds: [fileId] }), signal);
    }
    return { end: "done" };
  } catch (error) {
    return { end: "failed", why: toFailure(error).message };
  }
}

/** The file once its check has ended, or it is gone. */
async function checked(fileId: string, signal: AbortSignal): Promise<contract.FileInfo> {
  for (let tries = 0; ; tries++) {
    const file = await persistently(() => api.uploads.getFile(fileId), signal);
    if (file.state !== "uploaded" && file.state !== "checking" && file.state !== "uploading") return file;
    await pause(tries, signal);
  }
}

/** Repeats what fails only now, more and more slowly, until the signal. */
async function persistently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(tries, signal);
    }
  }
}

async function pause(tries: number, signal: AbortSignal): Promise<void> {
  await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS[Math.min(tries, ASK_AGAIN_MS.length - 1)]));
  signal.throwIfAborted();
}
