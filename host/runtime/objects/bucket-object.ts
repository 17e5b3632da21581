import { MAX_CONTENT_TYPE, readAll } from "../../services/objects/object-file";
import { nativeError } from "../native-error";
import { objectUrl } from "./address";
import { ObjectAttrs } from "./attributes";
import { checkName, checkVersion, isLost } from "./names";
import { type SignedMethod, signedUrl } from "./signed-url";
import type { ObjectStorage } from "./storage";
import {
  internalFailure,
  invalidArgument,
  objectNotFound,
  otherFailure,
  preconditionFailed,
  sizeMissing,
  TypedObjectError,
} from "./typed-error";

interface UploadOptions {
  contentType?: string;
  preconditions?: { notExists?: boolean };
}

/** The version is checked and otherwise ignored, as in the local store of `encore run` (facts 11): only the newest is kept. */
interface VersionOptions {
  version?: string;
}

interface UrlOptions {
  /** Seconds. */
  ttl?: number;
}

const DEFAULT_TTL = 3600;
const MAX_TTL = 7 * 86_400;
export const DEFAULT_CONTENT_TYPE = "application/octet-stream";
/** What a header may hold. */
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;

/** One name in a bucket. Operations resolve to their result or to a TypedObjectError. */
export class BucketObject {
  readonly #configured: ObjectStorage | undefined;
  readonly #bucket: string;
  readonly #name: string;

  constructor(storage: ObjectStorage | undefined, bucket: string, name: string) {
    this.#configured = storage;
    this.#bucket = bucket;
    this.#name = name;
  }

  attrs(options?: VersionOptions | null): Promise<ObjectAttrs | TypedObjectError> {
    return this.#attempt("attrs", async ({ store, isLocal }) => {
      checkVersion(options?.version);
      checkName("describe", this.#bucket, this.#name);
      const facts = isLost(this.#name) ? null : await store.facts(this.#bucket, this.#name);
      if (facts === null) return objectNotFound();
      return isLocal && facts.size === 0 ? sizeMissing() : new ObjectAttrs(this.#name, facts);
    });
  }

  exists(options?: VersionOptions | null): Promise<boolean | TypedObjectError> {
    return this.#attempt("exists", async ({ store }) => {
      checkVersion(options?.version);
      checkName("describe", this.#bucket, this.#name);
      return !isLost(this.#name) && (await store.facts(this.#bucket, this.#name)) !== null;
    });
  }

  upload(data: Uint8Array, options?: UploadOptions | null): Promise<ObjectAttrs | TypedObjectError> {
    if (!(data instanceof Uint8Array)) throw nativeError("the data of an upload must be a Buffer", "InvalidArg");
    // A copy: the application may go on writing to its buffer.
    const content = Buffer.from(data);
    return this.#attempt("upload", async (storage) => {
      checkName("upload", this.#bucket, this.#name);
      storage.checkKeepable(this.#bucket, this.#name);
      const facts = await storage.store.put(this.#bucket, this.#name, content, {
        contentType: checkedType(options?.contentType),
        onlyNew: options?.preconditions?.notExists === true,
      });
      if (facts === null) return preconditionFailed();
      return storage.isLocal && facts.size === 0 ? sizeMissing() : new ObjectAttrs(this.#name, facts);
    });
  }

  downloadAll(options?: VersionOptions | null): Promise<Buffer | TypedObjectError> {
    return this.#attempt("download", async ({ store }) => {
      checkVersion(options?.version);
      checkName("download", this.#bucket, this.#name);
      const object = isLost(this.#name) ? null : await store.open(this.#bucket, this.#name);
      if (object === null) return objectNotFound();
      try {
        const bytes = Buffer.alloc(object.facts.size);
        await readAll(object.file, bytes, 0);
        return bytes;
      } finally {
        await object.file.close();
      }
    });
  }

  /** Resolves to null when the object is gone. */
  delete(options?: VersionOptions | null): Promise<TypedObjectError | null> {
    return this.#attempt("delete", async ({ store }) => {
      checkVersion(options?.version);
      checkName("describe", this.#bucket, this.#name);
      const isGone = !isLost(this.#name) && (await store.remove(this.#bucket, this.#name));
      return isGone ? null : objectNotFound();
    });
  }

  signedUploadUrl(options?: UrlOptions | null): Promise<{ url: string } | TypedObjectError> {
    return this.#attempt("getting upload URL", (storage) => this.#sign(storage, "PUT", options));
  }

  signedDownloadUrl(options?: UrlOptions | null): Promise<{ url: string } | TypedObjectError> {
    return this.#attempt("getting download URL", (storage) => this.#sign(storage, "GET", options));
  }

  publicUrl(): string {
    const storage = this.#configured;
    if (storage === undefined) throw nativeError("public url not supported in noop bucket", "GenericFailure");
    if (!storage.isPublic(this.#bucket)) throw nativeError("bucket is not public", "GenericFailure");
    return objectUrl(storage.baseUrl, this.#bucket, this.#name);
  }

  async #sign(
    storage: ObjectStorage,
    method: SignedMethod,
    options: UrlOptions | null | undefined,
  ): Promise<{ url: string } | TypedObjectError> {
    const ttl = Math.trunc(options?.ttl ?? DEFAULT_TTL) || 0;
    if (ttl < 0 || ttl > MAX_TTL) return invalidArgument();
    if (ttl === 0) return internalFailure("invalid option storage: expires cannot be zero");
    const { baseUrl } = storage;
    const signing = { baseUrl, bucket: this.#bucket, name: this.#name, method, ttl };
    return { url: signedUrl(await storage.key(), signing, new Date()) };
  }

  /** `operation` stands in the refusal of a bucket that is not configured. */
  async #attempt<T>(
    operation: string,
    run: (storage: ObjectStorage) => Promise<T | TypedObjectError>,
  ): Promise<T | TypedObjectError> {
    if (this.#configured === undefined) return internalFailure(`noop bucket does not support ${operation}`);
    try {
      return await run(this.#configured);
    } catch (error) {
      return error instanceof TypedObjectError ? error : otherFailure(String((error as Error).message));
    }
  }
}

function checkedType(contentType: string | undefined): string {
  const type = contentType || DEFAULT_CONTENT_TYPE;
  if (type.length > MAX_CONTENT_TYPE || !HEADER_TEXT.test(type)) throw otherFailure("builder error");
  return type;
}
