/** The calls and constructions of what a module imports by name from Encore's packages. */
import { ts, type TS } from "../compiler";
import type { Module } from "./module";

/** `api(…)`, `api.raw(…)`, `new Topic(…)`, `SQLDatabase.named(…)`. */
export interface Reference {
  specifier: string;
  /** As exported by the package, whatever it is called here. */
  name: string;
  /** `raw` of `api.raw`. */
  member?: string;
  module: Module;
  node: TS.CallExpression | TS.NewExpression;
  args: readonly TS.Expression[];
  typeArgs: readonly TS.TypeNode[];
  binding: Binding;
}

export type Binding =
  | { kind: "variable"; name: TS.Identifier; isTopLevel: boolean }
  | { kind: "default" }
  | { kind: "none" };

/** All references of a module, in source order. */
export function references(module: Module): Reference[] {
  const tracked = new Map<string, { specifier: string; name: string }>();
  for (const [local, { specifier, name }] of module.scope.imports) {
    if (specifier.startsWith("encore.dev/") && name !== "*" && name !== "default")
      tracked.set(local, { specifier, name });
  }
  const found: Reference[] = [];
  if (tracked.size === 0) return found;
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const reference = read(module, node, tracked);
      if (reference !== undefined) found.push(reference);
    }
    ts.forEachChild(node, visit);
  };
  visit(module.source);
  return found;
}

function read(
  module: Module,
  node: TS.CallExpression | TS.NewExpression,
  tracked: Map<string, { specifier: string; name: string }>,
): Reference | undefined {
  const callee = node.expression;
  const owner = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  const target = ts.isIdentifier(owner) ? tracked.get(owner.text) : undefined;
  if (target === undefined) return undefined;
  return {
    ...target,
    ...(ts.isPropertyAccessExpression(callee) ? { member: callee.name.text } : {}),
    module,
    node,
    args: node.arguments ?? [],
    typeArgs: node.typeArguments ?? [],
    binding: bindingOf(node),
  };
}

function bindingOf(node: TS.Node): Binding {
  if (ts.isExportAssignment(node.parent)) return { kind: "default" };
  for (let at: TS.Node = node; at.parent !== undefined; at = at.parent) {
    if (!ts.isVariableDeclaration(at) || !ts.isIdentifier(at.name)) continue;
    return { kind: "variable", name: at.name, isTopLevel: ts.isSourceFile(at.parent.parent.parent) };
  }
  return { kind: "none" };
}
