import { wellFormed } from "../../schema/native-value";
import { nativeError } from "../native-error";
import { ListIterator } from "./attributes";
import { BucketObject } from "./bucket-object";
import type { ObjectStorage } from "./storage";
import { internalFailure, type TypedObjectError } from "./typed-error";

interface ListOptions {
  prefix?: string;
  limit?: number;
}

/** A bucket as encore.dev holds it. One that the application does not declare, or without a directory, refuses every operation. */
export class Bucket {
  readonly #storage: ObjectStorage | undefined;
  readonly #name: string;

  constructor(storage: ObjectStorage | undefined, name: string) {
    this.#storage = storage?.has(name) ? storage : undefined;
    this.#name = name;
  }

  object(name: string): BucketObject {
    if (typeof name !== "string") throw nativeError("the name of an object must be a string", "StringExpected");
    return new BucketObject(this.#storage, this.#name, wellFormed(name));
  }

  /** In the order of the names' bytes. A limit below zero is none. */
  async list(options?: ListOptions | null): Promise<ListIterator | TypedObjectError> {
    if (this.#storage === undefined) return internalFailure("noop bucket does not support list");
    const limit = options?.limit ?? Infinity;
    const objects = this.#storage.store.list(this.#name, wellFormed(options?.prefix ?? ""));
    return new ListIterator(objects, limit < 0 ? Infinity : Math.trunc(limit));
  }
}
