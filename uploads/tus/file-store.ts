import type { Readable } from "node:stream";
import { DataStore, Upload } from "@tus/server";
import { clock } from "../../platform/clock";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { wholeNumber } from "../../platform/request-fields";
import { uploadsErrors } from "../contract/errors";
import type { Checksum } from "../domain/checksum";
import { isGone, type StoredFile } from "../domain/file";
import { beginUpload } from "../engine/begin-upload";
import { endFile } from "../engine/erase-file";
import { EXPIRY_MS } from "../engine/limits";
import { ownUpload } from "../engine/own-upload";
import { receive } from "../engine/receive";
import { pool } from "../store/db";
import { findProgress } from "../store/upload.store";

/** The extensions of tus 1.0.0 that this store has; `checksum` is its own, the server package knows nothing of it. */
export const TUS_EXTENSIONS = ["creation", "creation-with-upload", "expiration", "termination", "checksum"];

/** Files as tus' server sees them, for one request of the caller. An upload that is somebody else's does not exist. */
export class FileStore extends DataStore {
  override readonly extensions = TUS_EXTENSIONS;
  readonly #checksum: Checksum | null;
  #writing: Promise<unknown> = Promise.resolve();

  /** `checksum`: what the bytes of the request must have. */
  constructor(checksum: Checksum | null) {
    super();
    this.#checksum = checksum;
  }

  /** Nothing is being written any more. */
  readonly settled = (): Promise<unknown> => this.#writing;

  override async create(upload: Upload): Promise<Upload> {
    const { name, filename, type, filetype, purpose, propertyId } = upload.metadata ?? {};
    const request = {
      purpose: purpose ?? undefined,
      propertyId: wholeNumber("propertyId", Number(propertyId ?? Number.NaN)),
      name: name ?? filename ?? undefined,
      size: upload.size ?? 0,
      contentType: type ?? filetype ?? undefined,
    };
    const file = orThrow(await beginUpload(request), uploadsErrors);
    // The server goes on with the object that it gave.
    return Object.assign(upload, toUpload(file, 0));
  }

  override async getUpload(id: string): Promise<Upload> {
    const file = await ownUpload(id);
    const progress = await findProgress(pool, id);
    const isOver = isGone(file.state) || (progress !== null && progress.expiresAt <= clock.now());
    if (isOver) orThrow(refuse("upload_gone"), uploadsErrors);
    return toUpload(file, progress?.received ?? file.size);
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const writing = ownUpload(id).then((file) => receive(file, offset, stream, this.#checksum));
    this.#writing = writing.catch(() => {});
    return writing;
  }

  override async remove(id: string): Promise<void> {
    const file = await ownUpload(id);
    if (isGone(file.state)) orThrow(refuse("upload_gone"), uploadsErrors);
    orThrow(await endFile(id, "erased", file.ownerId, (now) => now.state !== "attached"), uploadsErrors);
  }

  override getExpiration(): number {
    return EXPIRY_MS;
  }
}

function toUpload(file: StoredFile, offset: number): Upload {
  const { name, contentType: type, purpose, propertyId } = file;
  const metadata = { name, type, purpose, propertyId: String(propertyId) };
  return new Upload({ id: file.id, size: file.size, offset, metadata, creation_date: file.createdAt });
}
