/** A run as it went out: everything behind `after` and up to `upTo` was written to the followers at that time. */
export interface RunTime {
  after: number;
  upTo: number;
  atMs: number;
  endToEndMs: number;
}

/** Runs remembered per organisation, and organisations with such. */
const RUNS = 512;
const ORGS = 1000;

/** When this process handed which part of an organisation's log to its followers; the last of it. */
export class RunTimes {
  readonly #byOrg = new Map<string, RunTime[]>();

  add(orgId: string, run: RunTime): void {
    const runs = this.#byOrg.get(orgId) ?? [];
    runs.push(run);
    // Cut in large pieces: a shift per run would move the rest each time.
    if (runs.length > 2 * RUNS) runs.splice(0, RUNS);
    if (this.#byOrg.has(orgId)) return;
    this.#byOrg.set(orgId, runs);
    const [oldest] = this.#byOrg.keys();
    if (this.#byOrg.size > ORGS && oldest !== undefined) this.#byOrg.delete(oldest);
  }

  /** When the event was written to the followers; null when that is too long ago, or has not been. */
  sentAt(orgId: string, seq: number): number | null {
    return this.#byOrg.get(orgId)?.find(({ after, upTo }) => after < seq && seq <= upTo)?.atMs ?? null;
  }

  /** Of the last runs, the time from an event's making to its being written: half of them took at most `p50` milliseconds. */
  latency(orgId: string): { runs: number; p50: number; p99: number } | null {
    const times = (this.#byOrg.get(orgId) ?? []).slice(-RUNS).map((run) => run.endToEndMs);
    if (times.length === 0) return null;
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? 0;
    return { runs: times.length, p50: at(0.5), p99: at(0.99) };
  }
}
