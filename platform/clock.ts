let turned: (() => number) | null = null;

/** The time of the application. Rows, tokens and deadlines take it from here and never from SQL, so that tests can turn it. */
export const clock = {
  now(): Date {
    return new Date(clock.nowMs());
  },

  /** Milliseconds since 1970. */
  nowMs(): number {
    return turned === null ? Date.now() : turned();
  },

  /** Stops the clock at an instant. For tests; undone by `run`. */
  stopAt(at: Date): void {
    const ms = at.getTime();
    turned = () => ms;
  },

  /** Moves the clock by so many milliseconds from what it shows; a stopped clock stays stopped. For tests. */
  advance(byMs: number): void {
    const before = turned ?? Date.now;
    turned = () => before() + byMs;
  },

  /** Back to the true time. */
  run(): void {
    turned = null;
  },
};
