import { Gauge, Histogram, type LabelValues, Registry } from "prom-client";

/** The figures of this process for Prometheus; names begin with `lobby_` where they are ours. */
export const registry = new Registry();

/** Seconds: half a millisecond is a good day, ten seconds an outage. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A distribution of durations in milliseconds, kept in seconds. Clocks of two machines may differ: below zero counts as zero. */
export class Duration<L extends string = string> {
  readonly #histogram: Histogram<L>;

  constructor(name: string, help: string, labels: readonly L[] = []) {
    this.#histogram = new Histogram({ name, help, labelNames: [...labels], buckets: SECONDS, registers: [registry] });
  }

  observe(ms: number, labels: Partial<Record<L, string>> = {}): void {
    this.#histogram.observe(labels as LabelValues<L>, Math.max(0, ms) / 1000);
  }
}

/** A distribution of counts: 1, 2, 4, … `upTo`. */
export function counts(name: string, help: string, upTo: number): Histogram {
  const buckets = Array.from({ length: Math.ceil(Math.log2(upTo)) + 1 }, (_, power) => 2 ** power);
  return new Histogram({ name, help, buckets, registers: [registry] });
}

/** A figure that is read when it is asked for: NaN where that fails, for one that a database cannot tell must not take the others along. */
export function figure(name: string, help: string, read: () => number | Promise<number>): void {
  registry.registerMetric(
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        this.set(
          await Promise.resolve()
            .then(read)
            .catch(() => Number.NaN),
        );
      },
    }),
  );
}
