/** Where the variables that hold resources are used, and how. */
import { isShadowed, ts, type TS } from "../compiler";
import { isReference } from "../source/identifiers";
import type { Import, Module } from "../source/module";
import type { Program } from "../source/program";

export type Use<R> = { resource: R; module: Module; node: TS.Node } & (
  | { how: "method"; method: string; call: TS.CallExpression }
  | { how: "template"; method: string }
  | { how: "field"; field: string }
  | { how: "called" | "argument" | "constructor" | "other" }
);

/** What each module binds to a name, in the order of declaration: file → name → resource. */
export type Bindings<R> = ReadonlyMap<string, ReadonlyMap<string, R>>;

/** All uses in a module of what it declares or imports. Declarations, imports and exports are no uses. */
export function usesIn<R>(module: Module, bindings: Bindings<R>, program: Program): Use<R>[] {
  const names = new Map<string, R>();
  for (const [local, imported] of module.scope.imports) {
    const resource = importedResource(module, imported, bindings, program);
    if (resource !== undefined) names.set(local, resource);
  }
  for (const [name, resource] of bindings.get(module.file) ?? []) names.set(name, resource);
  const found: Use<R>[] = [];
  if (names.size === 0) return found;
  const visit = (node: TS.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (!ts.isIdentifier(node)) {
      ts.forEachChild(node, visit);
      return;
    }
    const resource = names.get(node.text);
    if (resource === undefined || !isReference(node) || isShadowed(node)) return;
    const use = classify<R>(node);
    if (use !== undefined) found.push({ resource, module, ...use });
  };
  visit(module.source);
  return found;
}

/** A whole module (`import * as x`, `import x`) counts as the last resource that it declares, as the genuine parser has it. */
function importedResource<R>(
  module: Module,
  { specifier, name, isTypeOnly }: Import,
  bindings: Bindings<R>,
  program: Program,
): R | undefined {
  if (isTypeOnly === true) return undefined;
  const target = program.resolve(module, specifier);
  const declared = bindings.get(target.kind === "file" ? target.path : specifier);
  if (declared === undefined) return undefined;
  return name === "*" || name === "default" ? [...declared.values()].at(-1) : declared.get(name);
}

type Classified<R> = Use<R> extends infer U ? (U extends unknown ? Omit<U, "resource" | "module"> : never) : never;

/** Undefined for what the genuine parser does not look at: computed members, and names outside of any expression. */
function classify<R>(node: TS.Identifier): Classified<R> | undefined {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent) && parent.expression === node) return undefined;
  if (ts.isPropertyAccessExpression(parent)) {
    if (ts.isPrivateIdentifier(parent.name)) return undefined;
    const method = parent.name.text;
    const above = parent.parent;
    const isPlain = !ts.isOptionalChain(parent);
    if (isPlain && ts.isCallExpression(above) && above.expression === parent && above.questionDotToken === undefined)
      return { how: "method", method, call: above, node: above } as Classified<R>;
    if (isPlain && ts.isTaggedTemplateExpression(above) && above.tag === parent)
      return { how: "template", method, node: above } as Classified<R>;
    return { how: "field", field: method, node: parent } as Classified<R>;
  }
  const call = ts.isSpreadElement(parent) ? parent.parent : parent;
  if (ts.isCallExpression(call) && !ts.isOptionalChain(call))
    return { how: call.expression === node ? "called" : "argument", node: call } as Classified<R>;
  if (ts.isNewExpression(call) && call.expression !== node) return { how: "constructor", node: call } as Classified<R>;
  return isWithinExpression(node) ? ({ how: "other", node } as Classified<R>) : undefined;
}

function isWithinExpression(node: TS.Identifier): boolean {
  if (!ts.isTypeNode(node.parent) && !ts.isQualifiedName(node.parent)) {
    // The name of a type, or of a variable that is declared, is no expression by itself.
    const { name } = node.parent as { name?: TS.Node };
    if (name !== node) return true;
  }
  for (let at: TS.Node = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isArrowFunction(at) || ts.isFunctionExpression(at) || ts.isClassExpression(at)) return true;
    if (ts.isExpressionStatement(at)) return true;
    if (ts.isCallExpression(at) || ts.isNewExpression(at) || ts.isObjectLiteralExpression(at) || ts.isAsExpression(at))
      return true;
  }
  return false;
}
