import { createHash } from "node:crypto";
import { APIError } from "encore.dev/api";
import { clock } from "../../platform/clock";
import { newId } from "../../platform/ids";
import { orThrow } from "../../platform/errors";
import { refuse } from "../../platform/outcome";
import { inTx } from "../../platform/tx";
import { uploadsErrors } from "../contract/errors";
import { isOpen, receivedAll, receivedSome, type StoredFile } from "../domain/file";
import { RunningHash } from "../domain/running-hash";
import { pool } from "../store/db";
import { lockFile } from "../store/file.store";
import { dropObject, getObject, objectName, putObject } from "../store/objects";
import { findParts, findProgress, type Part, type Progress, putParts, updateProgress } from "../store/upload.store";
import { storeChange } from "./change-file";
import { PART_BYTES, SMALL_PART_BYTES, TELL_EVERY_MS } from "./limits";

/**
 * Puts bytes behind those that a file already has. A part is an object first and a row afterwards; the row is written only if the file
 * still ends where this writer began, so that of two writers, wherever they run, one goes on and the other is refused.
 */
export class PartWriter {
  readonly #file: StoredFile;
  readonly #hash: RunningHash;
  /** Where the file ends by its rows. */
  #committed: number;
  /** Where it ends with what is in memory. */
  #received: number;
  #start: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  /** Objects that the next commit puts out of use. */
  #replaced: string[] = [];
  /** Parts that wait for `commitStaged`; null when each is committed at once. */
  readonly #staged: Part[] | null;
  /** A part could not be stored: what came behind it cannot be either. */
  #isBroken = false;

  private constructor(
    file: StoredFile,
    progress: Progress,
    tail: { start: number; bytes: Buffer; object: string } | null,
    isStaged: boolean,
  ) {
    this.#file = file;
    this.#hash = RunningHash.restore(progress.hashState);
    this.#committed = progress.received;
    this.#received = progress.received;
    this.#start = tail?.start ?? progress.received;
    this.#staged = isStaged ? [] : null;
    if (tail === null) return;
    this.#chunks = [tail.bytes];
    this.#bytes = tail.bytes.length;
    this.#replaced = [tail.object];
  }

  /**
   * A writer for what follows byte `at`; refuses when the file does not end there. With `isStaged` nothing is committed until
   * `commitStaged`.
   */
  static async open(file: StoredFile, at: number, isStaged = false): Promise<PartWriter> {
    const progress = await findProgress(pool, file.id);
    if (progress === null || !isOpen(file.state)) return orThrow(refuse("upload_gone"), uploadsErrors) as never;
    if (progress.received !== at) return conflict(progress.received);
    const [last] = at === 0 ? [] : await findParts(pool, file.id, at - 1, at);
    const tail =
      last === undefined || last.size >= SMALL_PART_BYTES
        ? null
        : { start: last.start, object: last.object, bytes: await getObject(last.object) };
    return new PartWriter(file, progress, tail, isStaged);
  }

  /** Where the file ends, with what only memory holds. */
  get received(): number {
    return this.#received;
  }

  /** Where the file ends for good. */
  get committed(): number {
    return this.#committed;
  }

  /** Takes bytes; refuses those beyond the file's announced size. Resolves when there is room for more. */
  async take(bytes: Buffer): Promise<void> {
    const { size, contentType, purpose } = this.#file;
    if (this.#received + bytes.length > size) {
      const values = { size: this.#received + bytes.length, maxSize: size, contentType, purpose };
      orThrow(refuse("file_too_large", { values }), uploadsErrors);
    }
    for (let rest = bytes; rest.length > 0;) {
      const piece = rest.subarray(0, PART_BYTES - this.#bytes);
      rest = rest.subarray(piece.length);
      this.#chunks.push(piece);
      this.#bytes += piece.length;
      this.#received += piece.length;
      this.#hash.update(piece);
      if (this.#bytes === PART_BYTES) await this.#putPart();
    }
  }

  /** Stores what memory holds, and so all that was taken; with staging, without committing it. */
  async flush(): Promise<void> {
    if (this.#isAhead() && !this.#isBroken) await this.#putPart();
  }

  /** Commits the staged parts together. */
  async commitStaged(): Promise<void> {
    if (this.#staged !== null && this.#staged.length > 0) await this.#commit(this.#staged);
  }

  /** Lets go of the staged parts. */
  async discardStaged(): Promise<void> {
    for (const { object } of this.#staged ?? []) await dropObject(object);
  }

  #isAhead(): boolean {
    const end = this.#staged?.at(-1);
    return this.#received > (end === undefined ? this.#committed : end.start + end.size);
  }

  async #putPart(): Promise<void> {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks, this.#bytes);
    this.#chunks = [];
    this.#bytes = 0;
    this.#isBroken = true;
    const object = objectName(this.#file.orgId, this.#file.id, `${this.#start}-${newId()}`);
    await putObject(object, bytes, "application/octet-stream");
    const sha256 = createHash("sha256").update(bytes).digest();
    const part: Part = { start: this.#start, size: bytes.length, sha256, object };
    this.#start += bytes.length;
    if (this.#staged === null) await this.#commit([part]);
    else this.#staged.push(part);
    this.#isBroken = false;
  }

  async #commit(parts: readonly Part[]): Promise<void> {
    try {
      await inTx(pool, async (tx) => {
        const file = await lockFile(tx, this.#file.id);
        const progress = await findProgress(tx, this.#file.id);
        if (file === null || progress === null || !isOpen(file.state))
          return orThrow(refuse("upload_gone"), uploadsErrors);
        if (progress.received !== this.#committed) return conflict(progress.received);
        await putParts(tx, file.id, parts);
        const now = clock.now();
        const isAll = this.#received === file.size;
        const isTold = isAll || file.state === "created" || now.getTime() - progress.toldAt.getTime() >= TELL_EVERY_MS;
        const toldAt = isTold ? now : progress.toldAt;
        await updateProgress(tx, file.id, {
          ...progress,
          received: this.#received,
          hashState: this.#hash.save(),
          toldAt,
        });
        if (isAll) await storeChange(tx, receivedAll(file, digestOf(this.#hash), now), file.ownerId);
        else if (isTold) await storeChange(tx, receivedSome(file, this.#received, now), file.ownerId);
        return undefined;
      });
    } catch (err) {
      // Only a refusal says for sure that no row names the objects: a commit without an answer may have happened. What no row names goes
      // at the end of the file.
      if (err instanceof APIError) for (const { object } of parts) await dropObject(object).catch(() => {});
      throw err;
    }
    this.#committed = this.#received;
    for (const object of this.#replaced.splice(0)) await dropObject(object).catch(() => {});
  }
}

const conflict = (offset: number): never =>
  orThrow(refuse("offset_conflict", { values: { offset } }), uploadsErrors) as never;

const digestOf = (hash: RunningHash): string => Buffer.from(hash.clone().digest()).toString("hex");
