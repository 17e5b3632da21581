/** The calls and constructions of what a module imports by name from Encore's packages. */
import { isShadowed, ts, type TS } from "../compiler";
import { isReference } from "./identifiers";
import type { Import, Module } from "./module";

/** `api(…)`, `api.raw(…)`, `new Topic(…)`, `SQLDatabase.named(…)`. */
export interface Reference {
  specifier: string;
  /** As exported by the package, whatever it is called here. */
  name: string;
  form: "call" | "new" | "named";
  /** `raw` of `api.raw`. */
  member?: string;
  module: Module;
  node: TS.CallExpression | TS.NewExpression;
  /** Undefined for `new Topic` without parentheses. */
  args: readonly TS.Expression[];
  typeArgs: readonly TS.TypeNode[];
  binding: Binding;
}

export type Binding =
  | { kind: "variable"; name: TS.BindingName; isTopLevel: boolean }
  | { kind: "default" }
  | { kind: "none" };

/** All references of a module, in source order. One identifier may be in more than one of the forms. */
export function references(module: Module): Reference[] {
  const tracked = new Map<string, Import>();
  for (const [local, imported] of module.scope.imports) {
    const { specifier, name, isQuoted } = imported;
    if (specifier.startsWith("encore.dev/") && name !== "*" && name !== "default" && !isQuoted)
      tracked.set(local, imported);
  }
  const found: Reference[] = [];
  if (tracked.size === 0) return found;
  const visit = (node: TS.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node)) {
      const imported = tracked.get(node.text);
      if (imported !== undefined && isReference(node) && !isShadowed(node)) found.push(...read(module, node, imported));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(module.source);
  return found;
}

/** An identifier stands for a resource wherever it is in what is called or constructed, as the genuine parser has it. */
function read(module: Module, identifier: TS.Identifier, { specifier, name }: Import): Reference[] {
  const found: Reference[] = [];
  const add = (form: Reference["form"], node: TS.CallExpression | TS.NewExpression): void => {
    if (found.some((r) => r.form === form)) return;
    const callee = node.expression;
    const member = ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
    const typeArgs = node.typeArguments ?? [];
    const binding = bindingOf(identifier, node);
    found.push({
      specifier,
      name,
      form,
      ...(member === undefined ? {} : { member }),
      module,
      node,
      args: node.arguments ?? [],
      typeArgs,
      binding,
    });
  };
  for (let child: TS.Node = identifier, at = child.parent; !ts.isSourceFile(child); child = at, at = at.parent) {
    if (at === undefined) break;
    if (ts.isNewExpression(at) && at.expression === child) add("new", at);
    if (!ts.isCallExpression(at) || ts.isOptionalChain(at) || at.expression !== child) continue;
    add("call", at);
    const isNamed =
      ts.isPropertyAccessExpression(child) && child.name.text === "named" && contains(child.expression, identifier);
    if (isNamed) add("named", at);
  }
  return found;
}

function contains(outer: TS.Node, inner: TS.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

function bindingOf(identifier: TS.Node, node: TS.Node): Binding {
  for (let at: TS.Node = identifier; at.parent !== undefined; at = at.parent) {
    if (ts.isVariableDeclaration(at) && ts.isVariableDeclarationList(at.parent))
      return { kind: "variable", name: at.name, isTopLevel: isTopLevel(at.parent.parent) };
  }
  return ts.isExportAssignment(node.parent) && node.parent.isExportEquals !== true
    ? { kind: "default" }
    : { kind: "none" };
}

/** Blocks at the top level count as the top level. */
function isTopLevel(statement: TS.Node): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  let at = statement.parent;
  while (ts.isBlock(at) && (ts.isBlock(at.parent) || ts.isSourceFile(at.parent))) at = at.parent;
  return ts.isSourceFile(at);
}
