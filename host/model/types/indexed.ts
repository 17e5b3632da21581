/** Indexed access: `T[K]`. */
import type { TS } from "../compiler";
import type { Evaluator } from "./evaluate";
import { isBasic, type Member, NEVER, type Type } from "./type";

/** `object[index]`. `node` is the whole, for complaints. */
export function indexedType(node: TS.Node, object: Type, index: Type, evaluator: Evaluator): Type {
  if (object.kind === "named") return indexedType(node, evaluator.underlying(object), index, evaluator);
  if (index.kind === "named") return indexedType(node, object, evaluator.underlying(index), evaluator);
  if (object.kind === "ruled") return { ...object, of: indexedType(node, object.of, index, evaluator) };
  if (object.kind !== "object") {
    const what =
      object.kind === "array"
        ? "Array"
        : object.kind === "basic"
          ? "Basic"
          : object.kind === "union"
            ? "Union"
            : object.kind;
    return evaluator.fail(
      node,
      `unsupported indexed access type operation: obj ${what}`,
      "Only objects can be indexed in a type.",
    );
  }
  evaluator.spend(object.fields.length);
  // Of two fields of one name the first counts.
  const fields = new Map<unknown, Member>(object.fields.toReversed().map((f) => [f.name, f]));
  if (index.kind === "literal" && typeof index.value === "string") {
    const found = fields.get(index.value);
    if (found === undefined) return NEVER;
    return found.optional ? { kind: "optional", of: found.type } : found.type;
  }
  if (isBasic(index, "string") || isBasic(index, "number")) return object.index ?? NEVER;
  if (index.kind !== "union")
    return evaluator.fail(
      node,
      `unsupported index access type operation: ${node.getText()}`,
      "An index is a string literal, a union of them, string or number.",
    );
  if (index.of.some((i) => i.kind !== "literal" || typeof i.value !== "string"))
    return evaluator.fail(node, `only string literals supported when using index access with union: ${node.getText()}`);
  evaluator.spend(index.of.length);
  return {
    kind: "union",
    of: index.of.flatMap((i) => (i.kind === "literal" ? (fields.get(i.value)?.type ?? []) : [])),
  };
}
