interface Asker<V> {
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

/** Questions under way at a time: while one is slow, the next still goes out. */
const UNDER_WAY = 2;

/**
 * Puts what is asked for within one turn of the loop, or while earlier questions are under way, into one question, each key once. It
 * goes out after all who wait for it came, so that nobody is told what was true before.
 */
export class Gathered<K, V> {
  readonly #ask: (keys: K[]) => Promise<ReadonlyMap<K, V>>;
  #waiting = new Map<K, Asker<V>[]>();
  #underWay = 0;

  /** @param ask answers with what there is; keys that it leaves out have nothing */
  constructor(ask: (keys: K[]) => Promise<ReadonlyMap<K, V>>) {
    this.#ask = ask;
  }

  /** Rejects when the question fails. */
  get(key: K): Promise<V | undefined> {
    if (this.#waiting.size === 0 && this.#underWay < UNDER_WAY) setImmediate(() => this.#go());
    return new Promise((resolve, reject) => {
      const same = this.#waiting.get(key);
      if (same === undefined) this.#waiting.set(key, [{ resolve, reject }]);
      else same.push({ resolve, reject });
    });
  }

  #go(): void {
    const asked = this.#waiting;
    this.#waiting = new Map();
    this.#underWay += 1;
    this.#ask([...asked.keys()]).then(
      (found) => {
        this.#next();
        for (const [key, askers] of asked) for (const { resolve } of askers) resolve(found.get(key));
      },
      (error: unknown) => {
        this.#next();
        for (const askers of asked.values()) for (const { reject } of askers) reject(error);
      },
    );
  }

  /** Whoever came before a question could go out goes with the next. */
  #next(): void {
    const wasFull = this.#underWay === UNDER_WAY;
    this.#underWay -= 1;
    if (wasFull && this.#waiting.size > 0) this.#go();
  }
}
