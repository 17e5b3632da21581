const FIRST_MS = 100;
const LONGEST_MS = 10_000;

/** Organisations whose last batch the broker refused. Each rests for a while that doubles with every refusal in a row. */
export class Resting {
  readonly #orgs = new Map<string, { until: number; refusals: number }>();

  get size(): number {
    return this.#orgs.size;
  }

  /** Whether its last batch was refused, be its rest over or not. */
  has(orgId: string): boolean {
    return this.#orgs.has(orgId);
  }

  /** @param now milliseconds of a clock that only goes forward, here and below */
  refused(orgId: string, now: number): void {
    const refusals = (this.#orgs.get(orgId)?.refusals ?? 0) + 1;
    const rest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(refusals - 1, 10));
    this.#orgs.set(orgId, { until: now + rest * (0.5 + Math.random() / 2), refusals });
  }

  accepted(orgId: string): void {
    this.#orgs.delete(orgId);
  }

  /** Forgets all but these: nothing of theirs waits any more. */
  keepOnly(orgIds: readonly string[]): void {
    const kept = new Set(orgIds);
    for (const orgId of this.#orgs.keys()) if (!kept.has(orgId)) this.#orgs.delete(orgId);
  }

  /** Those that still rest. */
  at(now: number): string[] {
    return [...this.#orgs].filter(([, { until }]) => until > now).map(([orgId]) => orgId);
  }

  /** Until the first of them may be tried again, in milliseconds; infinite when none rests. */
  nextInMs(now: number): number {
    let first = Infinity;
    for (const { until } of this.#orgs.values()) first = Math.min(first, until - now);
    return Math.max(0, first);
  }
}
