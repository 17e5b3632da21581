/** Conditional types: `T extends Pattern ? A : B`, with `infer` in the pattern. */
import { ts, type TS } from "../compiler";
import type { Evaluator } from "./evaluate";
import { matches } from "./matches";
import { unite } from "./operators";
import type { Place } from "./place";
import type { Type } from "./type";

export function conditionalType(node: TS.ConditionalTypeNode, at: Place, evaluator: Evaluator): Type {
  const check = evaluator.type(node.checkType, at);
  const name =
    ts.isTypeReferenceNode(node.checkType) && ts.isIdentifier(node.checkType.typeName)
      ? node.checkType.typeName.text
      : undefined;
  // Encore distributes over a union that is written in place, not over the name of one.
  if (name !== undefined && at.bound.has(name) && check.kind === "union") {
    const branches = check.of.map((t) =>
      branch(node, t, { ...at, bound: new Map([...at.bound, [name, t]]) }, evaluator),
    );
    return unite(branches, evaluator);
  }
  return branch(node, check, at, evaluator);
}

/** The branch for one checked type; what `infer` caught is known in the true one. */
function branch(node: TS.ConditionalTypeNode, check: Type, at: Place, evaluator: Evaluator): Type {
  const caught = matches(check, evaluator.type(node.extendsType, { ...at, mayInfer: true }), evaluator);
  if (caught === "crash")
    return evaluator.fail(
      node,
      `two classes cannot be compared: ${node.getText()}`,
      "The genuine parser does not come back from this.",
    );
  if (caught === undefined) return evaluator.type(node.falseType, at);
  const outer = [...at.bound].filter(([name]) => at.inferred?.includes(name) !== true);
  return evaluator.type(node.trueType, {
    ...at,
    bound: new Map([...outer, ...caught]),
    inferred: [...caught.keys()],
    mayInfer: false,
  });
}
