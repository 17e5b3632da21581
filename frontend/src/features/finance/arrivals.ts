import type { Revenue } from "./finance-types";

/** How long a row that has just come stays tinted, in milliseconds. */
export const TINT_MS = 1_200;

export interface ArrivalsView {
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
    for (const row of rows) if (!waiting.includes(row)) this.#shownAt.set(row.id, this.#now());
    if (waiting.length > 0) this.#setHeld(new Set([...this.#view.held, ...waiting.map(({ id }) => id)]));
  }

  /** The reader booked this line here: it is shown at once, wherever the pointer is. */
  own(id: string): void {
    this.#own.add(id);
    this.#shownAt.set(id, this.#now());
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
    for (const id of this.#view.held) this.#shownAt.set(id, this.#now());
    this.#setHeld(new Set());
  }

  /** True for a line that has been on the screen for less than the tint lasts. */
  isFresh(id: string): boolean {
    const at = this.#shownAt.get(id);
    return at !== undefined && this.#now() - at < TINT_MS;
  }

  #setHeld(held: ReadonlySet<string>): void {
    this.#view = { held };
    for (const listener of this.#listeners) listener();
  }
}
