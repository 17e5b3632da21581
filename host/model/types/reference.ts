/** Names of types: of the application, of imported modules, of namespaces, and Encore's own. */
import { ts, type TS } from "../compiler";
import type { Program } from "../source/program";
import type { Evaluator } from "./evaluate";
import { intrinsic } from "./intrinsics";
import { isOpen, type Place } from "./place";
import { basic, NEVER, type Type } from "./type";

/** A type that is named, with its arguments. What is behind the name is looked up only when something needs it. */
export function referencedType(node: TS.TypeReferenceNode, at: Place, evaluator: Evaluator): Type {
  const name = node.typeName;
  evaluator.named(node);
  if (ts.isIdentifier(name)) {
    const bound = at.bound.get(name.text);
    if (bound !== undefined) return bound;
  }
  const entity = ts.isIdentifier(name)
    ? evaluator.program.lookup(at.module, name.text)
    : qualified(name, at, evaluator);
  if (entity === undefined) {
    if (!ts.isIdentifier(name)) return evaluator.fail(name, `unknown qualified name ${name.getText()}`);
    return evaluator.fail(
      name,
      `unknown identifier ${name.text}`,
      "Of the global types Encore knows Array, Date, Promise, Partial, Required, Readonly, Pick, Omit, Record, Exclude, Extract and NonNullable.",
    );
  }
  if (entity.kind === "scope")
    return evaluator.fail(node, `${entity.isNamespace ? "namespace" : "module"} used as type: ${name.getText()}`);
  const args = (node.typeArguments ?? []).map((t) => evaluator.type(t, at));
  if (entity.kind === "intrinsic") {
    const open = (node.typeArguments ?? []).map((t) => isOpen(t, at));
    return intrinsic(entity.name, args, open, node, evaluator);
  }
  const { declaration } = entity;
  if (evaluator.program.isUniverse(declaration)) {
    if (declaration.name === "Date") return basic("date");
    if (declaration.name === "Array") return { kind: "array", item: args[0] ?? NEVER };
  }
  const isType = !ts.isVariableDeclaration(declaration.node) && !ts.isFunctionDeclaration(declaration.node);
  return isType ? { kind: "named", declaration, args } : evaluator.fail(node, `value used as type: ${name.getText()}`);
}

/** `a.b.C`: namespaces, and modules imported as a whole. */
function qualified(name: TS.QualifiedName, at: Place, evaluator: Evaluator): ReturnType<Program["lookup"]> {
  const left = ts.isIdentifier(name.left)
    ? evaluator.program.lookup(at.module, name.left.text)
    : qualified(name.left, at, evaluator);
  if (left?.kind === "scope") return evaluator.program.member(left.module, left.scope, name.right.text);
  if (left?.kind === "declared")
    evaluator.fail(
      name.right,
      `cannot yet resolve qualified name on ${ts.isEnumDeclaration(left.declaration.node) ? "enum" : "type"}: ${name.getText()}`,
      "Write the value of the member as a literal type.",
    );
  return undefined;
}
