/** Mapped types: `{ [K in Keys as Name]?: Value }`. */
import { ts, type TS } from "../compiler";
import type { Evaluator } from "./evaluate";
import type { Place } from "./place";
import { alternatives, describe, isBasic, type Member, type Type } from "./type";

export function mappedType(node: TS.MappedTypeNode, at: Place, evaluator: Evaluator): Type {
  const constraint = node.typeParameter.constraint;
  if (constraint === undefined || node.type === undefined) return evaluator.fail(node, "missing value type annotation");
  const fields: Member[] = [];
  let index: Type | undefined;
  const keys = evaluator.type(constraint, at);
  const outer = [...at.bound].filter(([name]) => name !== at.key);
  const name = node.typeParameter.name.text;
  for (const key of alternatives(keys.kind === "named" ? evaluator.underlying(keys) : keys, evaluator)) {
    const inner: Place = { ...at, bound: new Map([...outer, [name, key]]), key: name };
    const value = evaluator.type(node.type, inner);
    const renamed = node.nameType === undefined ? key : evaluator.type(node.nameType, inner);
    const to = renamed.kind === "named" ? evaluator.underlying(renamed) : renamed;
    if (isBasic(value, "never") || isBasic(to, "never")) continue;
    if (isBasic(to, "string") || isBasic(to, "number") || isBasic(to, "symbol")) index = value;
    else if (to.kind !== "literal" || typeof to.value !== "string")
      evaluator.fail(node, `unsupported mapped key type: ${describe(to)}`, "Keys are strings.");
    else if (value.kind === "optional") fields.push({ name: to.value, type: value.of, optional: true });
    else fields.push({ name: to.value, type: value, optional: false });
  }
  const question = node.questionToken?.kind;
  const optional = question === undefined ? undefined : question !== ts.SyntaxKind.MinusToken;
  if (index !== undefined && optional === true && index.kind !== "optional") index = { kind: "optional", of: index };
  if (index?.kind === "optional" && optional === false) index = index.of;
  return {
    kind: "object",
    fields: optional === undefined ? fields : fields.map((f) => ({ ...f, optional })),
    ...(index === undefined ? {} : { index }),
  };
}
