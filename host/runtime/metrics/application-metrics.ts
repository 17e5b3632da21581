import type { Family, Labels } from "./exposition";
import type { MetricSlot, MetricsRegistry } from "./registry";

/** What the application counts and measures, under its own names, with the service that did. */
export function applicationFamilies(registry: MetricsRegistry): Family[] {
  const families = new Map<string, Family>();
  for (const slot of registry.slots()) {
    const { name, kind } = slot;
    let family = families.get(name);
    if (!family) {
      family = {
        name,
        help: `${name} of the application`,
        type: kind === "Counter" ? "counter" : "gauge",
        samples: [],
      };
      families.set(name, family);
    }
    family.samples.push({ labels: labelsOf(slot), value: valueOf(slot, registry.cells) });
  }
  return [...families.values()];
}

function labelsOf({ service, labels }: MetricSlot): Labels {
  // A name that Prometheus cannot read would spoil the whole text.
  const named = labels.map(([name, value]): [string, string] => [name.replace(/^(?=\d)|[^a-zA-Z0-9_]/g, "_"), value]);
  return Object.fromEntries(service === null ? named : [["service", service], ...named]);
}

const bits = new DataView(new ArrayBuffer(8));

function valueOf({ kind, slot }: MetricSlot, cells: BigUint64Array): number | bigint {
  const cell = Atomics.load(cells, slot);
  if (kind === "Counter") return cell;
  bits.setBigUint64(0, cell);
  return bits.getFloat64(0);
}
