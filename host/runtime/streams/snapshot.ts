/** Behind the last property of an object. */
const END = Symbol("end");

/** What a value of plain objects, arrays, dates and primitives holds, to tell later whether it still does. */
export class Snapshot {
  readonly #values: unknown[] = [];
  #isFixed = true;
  #at = 0;

  /** Deeply frozen, and nothing in it is computed. */
  get isFixed(): boolean {
    return this.#isFixed;
  }

  /** null for a value that holds anything else: its content may change unseen. The value must have no cycles. */
  static of(value: object): Snapshot | null {
    const snapshot = new Snapshot();
    return snapshot.#record(value) ? snapshot : null;
  }

  /** Whether the value, the same object as before, holds the same as before. */
  holds(value: object): boolean {
    if (this.#isFixed) return true;
    this.#at = 0;
    return this.#isSame(value);
  }

  #record(value: unknown): boolean {
    this.#values.push(value);
    if (typeof value !== "object" || value === null) return typeof value !== "function";
    this.#isFixed &&= Object.isFrozen(value) && !(value instanceof Date) && !isComputed(value);
    if (value instanceof Date) this.#values.push(value.getTime());
    else if (Array.isArray(value)) {
      this.#values.push(value.length);
      for (let i = 0; i < value.length; i++) if (!this.#record(value[i])) return false;
    } else {
      if (Object.getPrototypeOf(value) !== Object.prototype) return false;
      for (const key in value) {
        this.#values.push(key);
        if (!this.#record((value as Record<string, unknown>)[key])) return false;
      }
      this.#values.push(END);
    }
    return true;
  }

  /** The same walk over the values as they were. */
  #isSame(value: unknown): boolean {
    if (this.#values[this.#at++] !== value) return false;
    if (typeof value !== "object" || value === null) return true;
    if (value instanceof Date) return this.#values[this.#at++] === value.getTime();
    if (Array.isArray(value)) {
      if (this.#values[this.#at++] !== value.length) return false;
      for (let i = 0; i < value.length; i++) if (!this.#isSame(value[i])) return false;
      return true;
    }
    for (const key in value) {
      if (this.#values[this.#at++] !== key) return false;
      if (!this.#isSame((value as Record<string, unknown>)[key])) return false;
    }
    return this.#values[this.#at++] === END;
  }
}

/** A getter may give another value each time, frozen or not. */
function isComputed(value: object): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(value)).some((each) => each.get !== undefined);
}
