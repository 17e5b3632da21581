type MetricKind = "Counter" | "Gauge";

/** One slot of the shared buffer of 64-bit cells: a counter's count, or the bits of a gauge's number. */
export interface MetricSlot {
  name: string;
  labels: [string, string][];
  service: string | null;
  kind: MetricKind;
  slot: number;
}

/** Gives each distinct metric (name, labels, service) its cell in the buffer that encore.dev allocated (facts 3.8). */
export class MetricsRegistry {
  readonly cells: BigUint64Array;
  readonly #slots = new Map<string, MetricSlot>();

  constructor(cells: BigUint64Array) {
    this.cells = cells;
  }

  allocateSlot(name: string, labels: [string, string][], service: string | null | undefined, kind: MetricKind): number {
    const key = JSON.stringify([name, service ?? null, [...labels].sort(byName)]);
    const known = this.#slots.get(key);
    if (known) return known.slot;
    const slot = this.#slots.size;
    if (slot >= this.cells.length)
      throw new Error(`metric ${name}: all ${this.cells.length} slots are taken; use fewer label values`);
    this.#slots.set(key, { name, labels, service: service ?? null, kind, slot });
    return slot;
  }

  slots(): IterableIterator<MetricSlot> {
    return this.#slots.values();
  }

  slotCount(): number {
    return this.#slots.size;
  }
}

/** Labels of one metric have distinct names. */
function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}
