import { APIError } from "encore.dev/api";
import { enum as oneOf, int, literal, object, string, union, uuid } from "zod";
import { orThrow } from "../../platform/errors";
import { answerTo } from "../../platform/failures";
import { refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { uploadsErrors } from "../contract/errors";
import type { FileInfo } from "../contract/types";
import { isOpen, type StoredFile, toInfo } from "../domain/file";
import { relay } from "../jobs/relay";
import { pool } from "../store/db";
import { findFile } from "../store/file.read";
import { findProgress } from "../store/upload.store";
import { uploadLocks } from "../store/upload-locks";
import { beginUpload } from "./begin-upload";
import { check } from "./checks";
import { STREAM_LASTS_MS } from "./limits";
import { ownUpload } from "./own-upload";
import { PartWriter } from "./part-writer";
import { takeRoom } from "./receiving";

/** Bytes of one message; base64 makes a third more of them. */
export const CHUNK_BYTES = 256 * 1024;
/** What came is stored and acknowledged at least so often. */
const ACK_EVERY_BYTES = 1024 * 1024;
/** What a sender may be ahead of the last acknowledgement. */
export const WINDOW_BYTES = 4 * ACK_EVERY_BYTES;
const LOCK_WAIT_MS = 10_000;

const start = object({
  type: literal("start"),
  purpose: string(),
  propertyId: int(),
  name: string(),
  size: int().min(0),
  contentType: string().optional(),
});
const resume = object({ type: literal("resume"), uploadId: uuid() });
const chunk = object({
  type: literal("chunk"),
  offset: int().min(0),
  data: string().max(Math.ceil(CHUNK_BYTES / 3) * 4),
});
const flush = object({ type: oneOf(["flush"]) });
const message = union([start, resume, chunk, flush]);

/** What the server says on the stream; `type` tells which of the fields are there. */
export interface UploadStreamMessage {
  type: "ready" | "ack" | "done" | "error";
  /** ready: where the upload is found again. */
  uploadId?: string;
  /** ready, ack: bytes that are stored for good. */
  offset?: number;
  /** ready: what the sender may be ahead of the last acknowledgement, and what one message may hold. */
  windowBytes?: number;
  chunkBytes?: number;
  /** done: the file after its check. */
  file?: FileInfo;
  /** error: the last message; begin again with `resume`. */
  reason?: string;
  message?: string;
  retryAfterMs?: number | null;
}

/** One upload over a WebSocket (S1-F06): messages in, acknowledgements out, and the same finish as every other upload has. */
export class UploadStream {
  readonly #send: (message: UploadStreamMessage) => unknown;
  readonly #since = performance.now();
  #file: StoredFile | null = null;
  #writer: PartWriter | null = null;
  #giveBack: () => void = () => {};
  #isWanted = false;

  constructor(send: (message: UploadStreamMessage) => unknown) {
    this.#send = send;
  }

  /** Does what a message asks for; false when it was the last one. Throws nothing: what is wrong is said on the stream. */
  async hear(received: unknown): Promise<boolean> {
    try {
      const read = message.safeParse(received);
      if (!read.success) return this.#refuse("message_invalid");
      if (this.#isWanted) return this.#refuse("upload_locked");
      if (performance.now() - this.#since > STREAM_LASTS_MS) return this.#refuse("stream_too_long");
      const { data } = read;
      if (data.type === "start" || data.type === "resume") return await this.#open(data);
      if (this.#writer === null) return this.#refuse("message_invalid");
      return data.type === "chunk" ? await this.#take(this.#writer, data) : await this.#store(this.#writer);
    } catch (err) {
      return this.#fail(err);
    }
  }

  /** The sender has left, or the last message is said: what came is stored, and another connection may go on. */
  async end(): Promise<void> {
    const [file, writer] = [this.#file, this.#writer];
    this.#file = this.#writer = null;
    if (file === null) return;
    try {
      await writer?.flush();
    } finally {
      this.#giveBack();
      await uploadLocks.release(file.id);
      relay.wake();
    }
  }

  async #open(
    data: ({ type: "start" } & Parameters<typeof beginUpload>[0]) | { type: "resume"; uploadId: string },
  ): Promise<boolean> {
    if (this.#file !== null) return this.#refuse("message_invalid");
    const file = data.type === "resume" ? await ownUpload(data.uploadId) : await begin(data);
    if (!(await uploadLocks.take(file.id, () => (this.#isWanted = true), LOCK_WAIT_MS)))
      return this.#refuse("upload_locked");
    this.#file = file;
    const giveBack = takeRoom();
    if (giveBack === null) return this.#refuse("busy");
    this.#giveBack = giveBack;
    const progress = await findProgress(pool, file.id);
    const offset = isOpen(file.state) ? (progress?.received ?? 0) : file.size;
    this.#send({ type: "ready", uploadId: file.id, offset, windowBytes: WINDOW_BYTES, chunkBytes: CHUNK_BYTES });
    if (offset === file.size) return this.#finish(file);
    this.#writer = await PartWriter.open(file, offset);
    return true;
  }

  async #take(writer: PartWriter, { offset, data }: { offset: number; data: string }): Promise<boolean> {
    if (offset !== writer.received) return this.#refuse("offset_conflict", { offset: writer.received });
    const bytes = Buffer.from(data, "base64");
    if (bytes.length === 0 || bytes.length > CHUNK_BYTES) return this.#refuse("message_invalid");
    await writer.take(bytes);
    const isDue = writer.received - writer.committed >= ACK_EVERY_BYTES || writer.received === this.#file?.size;
    return isDue ? this.#store(writer) : true;
  }

  async #store(writer: PartWriter): Promise<boolean> {
    await writer.flush();
    relay.wake();
    this.#send({ type: "ack", offset: writer.committed });
    return this.#file !== null && writer.committed === this.#file.size ? this.#finish(this.#file) : true;
  }

  async #finish({ id, orgId }: StoredFile): Promise<boolean> {
    const file = (await check(id)) ?? (await findFile(pool, orgId, id));
    if (file !== null) this.#send({ type: "done", file: toInfo(file) });
    return false;
  }

  #refuse(reason: keyof typeof uploadsErrors, values: Record<string, number> = {}): boolean {
    try {
      return orThrow(refuse(reason, { values }), uploadsErrors);
    } catch (err) {
      return this.#fail(err);
    }
  }

  #fail(err: unknown): boolean {
    const error = err instanceof APIError ? err : answerTo(err, { service: "uploads", endpoint: "uploadStream" });
    const { reason = "internal", retryAfterMs = null } = (error.details ?? {}) as {
      reason?: string;
      retryAfterMs?: number | null;
    };
    this.#send({ type: "error", reason, message: error.message, retryAfterMs });
    return false;
  }
}

async function begin({ propertyId, ...request }: Parameters<typeof beginUpload>[0]): Promise<StoredFile> {
  return orThrow(await beginUpload({ ...request, propertyId: wholeNumber("propertyId", propertyId) }), uploadsErrors);
}
