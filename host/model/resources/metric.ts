import type { Metric } from "../app";
import type { TS } from "../compiler";
import { errorAt, positionOf } from "../diagnostics";
import { readOptions } from "../source/literals";
import type { Reference } from "../source/references";
import type { Type } from "../types/type";
import { checkName } from "../checks/names";
import { bound, type Context, nameArgument } from "./context";
import { unpromised } from "./messages";

/** `new Counter("name")`, `new CounterGroup<Labels>("name")`, and the same for gauges. */
export function readMetric(reference: Reference, context: Context): void {
  const { node, module, typeArgs, args } = reference;
  const name = nameArgument(reference);
  const [, config] = args;
  if (config !== undefined) readOptions(config, {});
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
  context.resources.metrics.push({ ...declared, of: metric });
}

/** Of what is no object the genuine parser takes no labels. */
function labelsOf(node: TS.TypeNode, reference: Reference, context: Context): Metric["labels"] {
  const { evaluator, diagnostics } = context;
  const type = unpromised(evaluator.typeIn(reference.module, node), context);
  const of = type.kind === "named" ? evaluator.underlying(type) : type;
  if (of.kind !== "object") return [];
  const labels = of.fields.flatMap((field) => {
    const at = field.node ?? node;
    const name = snakeCase(field.name);
    if (name === "service") {
      const message = `invalid label name '${field.name}': the label name 'service' is reserved and automatically added by the Encore runtime`;
      diagnostics.add(errorAt(reference.node, message));
      return [];
    }
    const kind = labelKind(field.type);
    if ("kind" in kind) return [{ name, type: kind.kind }];
    diagnostics.add(
      errorAt(
        at,
        `invalid type for metric label '${field.name}': ${kind.problem}. Labels must be string, number, or boolean (or unions thereof)`,
      ),
    );
    return [];
  });
  return labels.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `HTTPStatus2` → `http_status_2`. */
function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])|([A-Za-z])(?=\d)|(\d)(?=[A-Za-z])/g, "$&_")
    .split(/[_\s-]+/)
    .filter((word) => word !== "")
    .join("_")
    .toLowerCase();
}

type LabelKind = { kind: Metric["labels"][number]["type"] } | { problem: string };

/** Numbers are integers on the way to a metric. */
function labelKind(type: Type): LabelKind {
  switch (type.kind) {
    case "literal":
    case "basic": {
      const name = type.kind === "literal" ? typeof type.value : type.name;
      if (name === "string" || name === "boolean") return { kind: name };
      if (name === "number" || (name === "bigint" && type.kind === "literal")) return { kind: "bigint" };
      return { problem: `type '${name}' is not allowed` };
    }
    case "union": {
      const kinds = type.of.map(labelKind);
      const [first] = kinds;
      const bad = kinds.find((k) => "problem" in k);
      if (first === undefined || bad !== undefined) return bad ?? { problem: "empty union type" };
      const isMixed = kinds.some((k) => JSON.stringify(k) !== JSON.stringify(first));
      return isMixed
        ? { problem: "union contains incompatible types: expected all members to be compatible with the first" }
        : first;
    }
    case "array":
      return { problem: "array types are not allowed" };
    case "object":
      return { problem: "object types are not allowed" };
    case "named":
      return { problem: `named type '${type.declaration.name}' is not allowed` };
    default:
      return { problem: type.kind === "optional" ? "optional types are not allowed" : "this type is not allowed" };
  }
}
