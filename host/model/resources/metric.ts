import type { Metric } from "../app";
import type { TS } from "../compiler";
import { errorAt, positionOf } from "../diagnostics";
import type { Reference } from "../source/references";
import { alternatives, type Type } from "../types/type";
import { checkName } from "../checks/names";
import { bound, type Context, nameArgument } from "./context";

/** `new Counter("name")`, `new CounterGroup<Labels>("name")`, and the same for gauges. */
export function readMetric(reference: Reference, context: Context): void {
  const { node, module, typeArgs } = reference;
  const name = nameArgument(reference);
  checkName(name, { what: "metric", separator: "_", reserved: "e_" }, node);
  const [labels] = typeArgs;
  const declared = bound(name, reference);
  const metric: Metric = {
    name,
    kind: reference.name.startsWith("Counter") ? "counter" : "gauge",
    labels: labels === undefined ? [] : labelsOf(labels, reference, context),
    services: [],
    file: module.file,
    exportName: declared.name ?? "",
    at: positionOf(node),
  };
  if (declared.name === undefined) throw errorAt(node, "metrics must be bound to an exported variable");
  context.resources.metrics.push({ ...declared, of: metric });
}

function labelsOf(node: TS.TypeNode, { module }: Reference, { evaluator }: Context): Metric["labels"] {
  const type = evaluator.typeIn(module, node);
  const of = type.kind === "named" ? evaluator.underlying(type) : type;
  if (of.kind !== "object") throw errorAt(node, "metric labels must be an object type");
  const labels = of.fields.map((field) => {
    const name = field.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
    if (name === "service") {
      throw errorAt(
        field.node ?? node,
        `invalid label name '${field.name}': the label name 'service' is reserved and automatically added by the Encore runtime`,
      );
    }
    const kinds = new Set(alternatives(field.type).map(labelKind));
    const [kind] = kinds;
    if (kinds.size !== 1 || kind === undefined) {
      throw errorAt(
        field.node ?? node,
        `invalid type for metric label '${field.name}'`,
        "Labels must be string, number, or boolean (or unions thereof).",
      );
    }
    return { name, type: kind };
  });
  return labels.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Numbers are integers on the way to a metric. */
function labelKind(type: Type): Metric["labels"][number]["type"] | undefined {
  const name = type.kind === "literal" ? typeof type.value : type.kind === "basic" ? type.name : "";
  const kinds: Record<string, Metric["labels"][number]["type"]> = {
    string: "string",
    boolean: "boolean",
    number: "bigint",
  };
  return kinds[name];
}
