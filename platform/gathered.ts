interface Asker<V> {
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Puts what is asked for within one turn of the loop into one question, each key once. The question goes out after all who wait for
 * it came, so that nobody is told what was true before.
 */
export class Gathered<K, V> {
  readonly #ask: (keys: K[]) => Promise<ReadonlyMap<K, V>>;
  #waiting = new Map<K, Asker<V>[]>();

  /** @param ask answers with what there is; keys that it leaves out have nothing */
  constructor(ask: (keys: K[]) => Promise<ReadonlyMap<K, V>>) {
    this.#ask = ask;
  }

  /** Rejects when the question fails. */
  get(key: K): Promise<V | undefined> {
    if (this.#waiting.size === 0) setImmediate(() => this.#go());
    return new Promise((resolve, reject) => {
      const same = this.#waiting.get(key);
      if (same === undefined) this.#waiting.set(key, [{ resolve, reject }]);
      else same.push({ resolve, reject });
    });
  }

  #go(): void {
    const asked = this.#waiting;
    this.#waiting = new Map();
    this.#ask([...asked.keys()]).then(
      (found) => {
        for (const [key, askers] of asked) for (const { resolve } of askers) resolve(found.get(key));
      },
      (error: unknown) => {
        for (const askers of asked.values()) for (const { reject } of askers) reject(error);
      },
    );
  }
}
