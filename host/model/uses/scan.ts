/** Where the variables that hold resources are used, and how. */
import { ts, type TS } from "../compiler";
import type { Module } from "../source/module";
import type { Program } from "../source/program";

export type Use<R> = { resource: R; module: Module; node: TS.Node } & (
  | { how: "method"; method: string; call: TS.CallExpression }
  | { how: "template"; method: string }
  | { how: "field" | "called" | "argument" | "other" }
  | { how: "constructor"; index: number }
);

/** What each module binds to a name: file → name → resource. */
export type Bindings<R> = ReadonlyMap<string, ReadonlyMap<string, R>>;

/** All uses in a module of what it declares or imports by name. Declarations, imports and exports are no uses. */
export function usesIn<R>(module: Module, bindings: Bindings<R>, program: Program): Use<R>[] {
  const names = new Map(bindings.get(module.file));
  for (const [local, { specifier, name }] of module.scope.imports) {
    const target = program.resolve(module, specifier);
    const file = target.kind === "file" ? target.path : specifier;
    const resource = bindings.get(file)?.get(name);
    if (resource !== undefined) names.set(local, resource);
  }
  const found: Use<R>[] = [];
  if (names.size === 0) return found;
  const visit = (node: TS.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node)) {
      const resource = names.get(node.text);
      if (resource !== undefined && isReference(node) && !isShadowed(node))
        found.push({ resource, module, ...classify(node) });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(module.source);
  return found;
}

type Classified<R> = Use<R> extends infer U ? (U extends unknown ? Omit<U, "resource" | "module"> : never) : never;

function classify<R>(node: TS.Identifier): Classified<R> {
  const parent = node.parent;
  const above = parent.parent;
  if (ts.isPropertyAccessExpression(parent)) {
    const method = parent.name.text;
    if (ts.isCallExpression(above) && above.expression === parent)
      return { how: "method", method, call: above, node: above } as Classified<R>;
    if (ts.isTaggedTemplateExpression(above) && above.tag === parent)
      return { how: "template", method, node: above } as Classified<R>;
    return { how: "field", node: parent } as Classified<R>;
  }
  if (ts.isCallExpression(parent))
    return { how: parent.expression === node ? "called" : "argument", node: parent } as Classified<R>;
  if (ts.isNewExpression(parent) && parent.expression !== node) {
    return { how: "constructor", index: parent.arguments?.indexOf(node) ?? -1, node: parent } as Classified<R>;
  }
  return { how: "other", node } as Classified<R>;
}

/** Whether an identifier stands for a value, and is not the name of a property or declaration. */
function isReference(node: TS.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent))
    return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isEnumMember(parent))
    return parent.initializer === node;
  return (
    !ts.isFunctionDeclaration(parent) &&
    !ts.isClassDeclaration(parent) &&
    !ts.isFunctionExpression(parent) &&
    !ts.isLabeledStatement(parent)
  );
}

/** Whether a parameter or a variable of an inner block has the same name. */
function isShadowed(node: TS.Identifier): boolean {
  for (let at: TS.Node = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (declaredIn(at).some((name) => binds(name, node.text))) return true;
  }
  return false;
}

function declaredIn(at: TS.Node): TS.BindingName[] {
  if (ts.isFunctionLike(at)) return at.parameters.map((p) => p.name);
  if (ts.isCatchClause(at)) return at.variableDeclaration === undefined ? [] : [at.variableDeclaration.name];
  if (ts.isForStatement(at) || ts.isForOfStatement(at) || ts.isForInStatement(at)) {
    return at.initializer !== undefined && ts.isVariableDeclarationList(at.initializer)
      ? at.initializer.declarations.map((d) => d.name)
      : [];
  }
  if (!ts.isBlock(at) && !ts.isCaseClause(at) && !ts.isDefaultClause(at)) return [];
  return at.statements.flatMap((s) => {
    if (ts.isVariableStatement(s)) return s.declarationList.declarations.map((d) => d.name);
    return (ts.isFunctionDeclaration(s) || ts.isClassDeclaration(s)) && s.name !== undefined ? [s.name] : [];
  });
}

function binds(name: TS.BindingName, text: string): boolean {
  if (ts.isIdentifier(name)) return name.text === text;
  return name.elements.some((e) => ts.isBindingElement(e) && binds(e.name, text));
}
