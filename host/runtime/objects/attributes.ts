import type { ObjectFacts } from "../../services/objects/object-file";
import type { ListedObject } from "../../services/objects/object-store";
import { nativeError } from "../native-error";

/** Attributes of an object, by name only: a native object has no own properties, so that JSON and spreading see none (facts 3.8). */
export class ObjectAttrs {
  readonly #name: string;
  readonly #facts: ObjectFacts;

  constructor(name: string, facts: ObjectFacts) {
    this.#name = name;
    this.#facts = facts;
  }

  get name(): string {
    return this.#name;
  }

  get size(): number {
    return this.#facts.size;
  }

  get contentType(): string {
    return this.#facts.contentType;
  }

  get etag(): string {
    return this.#facts.version;
  }

  get version(): string {
    return this.#facts.version;
  }
}

/** One object of a listing, by name only too. */
export class ListEntry {
  readonly #object: ListedObject;

  constructor(object: ListedObject) {
    this.#object = object;
  }

  get name(): string {
    return this.#object.name;
  }

  get size(): number {
    return this.#object.facts.size;
  }

  get etag(): string {
    return this.#object.facts.version;
  }
}

/** The objects of a listing one by one, read when they are asked for. */
export class ListIterator {
  #objects: AsyncGenerator<ListedObject> | null;
  #left: number;

  constructor(objects: AsyncGenerator<ListedObject>, limit: number) {
    this.#objects = objects;
    this.#left = limit;
  }

  /** Null at the end. */
  async next(): Promise<ListEntry | null> {
    if (this.#objects === null) throw nativeError("iterator is closed", "GenericFailure");
    if (this.#left-- <= 0) return null;
    try {
      const { value, done } = await this.#objects.next();
      return done ? null : new ListEntry(value);
    } catch (error) {
      throw nativeError(String((error as Error).message), "GenericFailure");
    }
  }

  markDone(): void {
    void this.#objects?.return(undefined);
    this.#objects = null;
  }
}
