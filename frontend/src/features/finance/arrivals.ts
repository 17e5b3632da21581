import type { Revenue } from "./finance-types";

/** How long a row that has just come stays tinted, in milliseconds. */
export const TINT_MS = 1_200;

interface ArrivalsView {
  /** Lines that have come but are not shown yet, so that nothing moves under the reader's eyes or pointer. */
  held: ReadonlySet<string>;
}

/**
 * Lines that came by event: which of them wait until the reader is ready, and which were shown just now. Kept outside of the rows: the
 * cache is always complete, only the drawing waits.
 */
export class Arrivals {
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #shownAt = new Map<string, number>();
  readonly #own = new Set<string>();
  #view: ArrivalsView = { held: new Set() };
  #holding = false;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  view = (): ArrivalsView => this.#view;

  /** Lines came by event. */
  arrive(rows: readonly Revenue[]): void {
    const waiting = this.#holding ? rows.filter(({ id }) => !this.#own.has(id)) : [];
    this.#show(rows.filter((row) => !waiting.includes(row)).map(({ id }) => id));
    if (waiting.length > 0) this.#setHeld(new Set([...this.#view.held, ...waiting.map(({ id }) => id)]));
  }

  /** The reader booked this line here: it is shown at once, wherever the pointer is. */
  own(id: string): void {
    this.#own.add(id);
    this.#show([id]);
    if (this.#view.held.has(id)) this.#setHeld(new Set([...this.#view.held].filter((other) => other !== id)));
  }

  /** While the reader scrolls, points at rows or steps through them, lines wait; afterwards they are shown. */
  hold(holding: boolean): void {
    this.#holding = holding;
    if (!holding) this.release();
  }

  /** Shows what waits. */
  release(): void {
    if (this.#view.held.size === 0) return;
    this.#show(this.#view.held);
    this.#setHeld(new Set());
  }

  /** True for a line that has been on the screen for less than the tint lasts. */
  isFresh(id: string): boolean {
    const at = this.#shownAt.get(id);
    return at !== undefined && this.#now() - at < TINT_MS;
  }

  /** The tint of these lines begins; those whose tint is over are forgotten, so that a long day does not fill the memory. */
  #show(ids: Iterable<string>): void {
    const now = this.#now();
    for (const [id, at] of this.#shownAt) if (now - at >= TINT_MS) this.#shownAt.delete(id);
    for (const id of ids) this.#shownAt.set(id, now);
  }

  #setHeld(held: ReadonlySet<string>): void {
    this.#view = { held };
    for (const listener of this.#listeners) listener();
  }
}
