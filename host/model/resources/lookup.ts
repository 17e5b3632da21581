import { ts, type TS } from "../compiler";
import { type Diagnostics, errorAt } from "../diagnostics";
import type { Module } from "../source/module";
import type { Program } from "../source/program";
import type { Bound } from "./context";

/** The resource that an identifier in `module` holds, directly or by import. */
export function resourceAt<T>(
  node: TS.Expression,
  module: Module,
  list: Bound<T>[],
  program: Program,
): Bound<T> | undefined {
  const name = unwrapped(node);
  if (!ts.isIdentifier(name)) return undefined;
  const entity = program.lookup(module, name.text);
  if (entity?.kind !== "declared") return undefined;
  const { declaration } = entity;
  return list.find((b) => b.module === declaration.module && b.name === declaration.name);
}

/** Says why there is no `what` at a node. */
export function reportMissing(
  node: TS.Expression,
  what: string,
  module: Module,
  program: Program,
  diagnostics: Diagnostics,
): void {
  const name = unwrapped(node);
  const entity = ts.isIdentifier(name) ? program.lookup(module, name.text) : undefined;
  const reason =
    entity?.kind === "declared" ? `${what} not found` : `cannot resolve ${what}${what === "topic" ? " reference" : ""}`;
  if (ts.isIdentifier(name) && entity === undefined) diagnostics.add(errorAt(name, `unknown identifier ${name.text}`));
  diagnostics.add(errorAt(node, `${reason}: ${node.getText()}`, `Give the variable that holds the ${what}.`));
}

/** Without what changes nothing at run time, but for casts: those hide the resource from the genuine parser too. */
function unwrapped(node: TS.Expression): TS.Expression {
  const isWrapper =
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isExpressionWithTypeArguments(node);
  return isWrapper ? unwrapped(node.expression) : node;
}
