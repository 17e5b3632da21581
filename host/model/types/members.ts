/** Object types and interfaces. */
import { ts, type TS } from "../compiler";
import type { Evaluator } from "./evaluate";
import { intersect } from "./operators";
import type { Place } from "./place";
import type { Member, Type } from "./type";

const UNSUPPORTED = new Map<TS.SyntaxKind, string>([
  [ts.SyntaxKind.ConstructSignature, "constructor signatures"],
  [ts.SyntaxKind.GetAccessor, "getter signatures"],
  [ts.SyntaxKind.SetAccessor, "setter signatures"],
]);

/** The members of an object type or interface. */
export function membersType(nodes: readonly TS.TypeElement[], at: Place, evaluator: Evaluator): Type {
  const fields: Member[] = [];
  const rest: { index?: Type; call?: true } = {};
  for (const node of nodes) {
    if (ts.isIndexSignatureDeclaration(node)) {
      const [key] = node.parameters;
      if (key?.type !== undefined) evaluator.type(key.type, at);
      rest.index = evaluator.type(node.type, at);
    } else if (ts.isCallSignatureDeclaration(node)) {
      callable(node, at, evaluator);
      rest.call = true;
    } else if (ts.isPropertySignature(node) || ts.isMethodSignature(node)) fields.push(...member(node, at, evaluator));
    else
      evaluator.fail(
        node,
        `${UNSUPPORTED.get(node.kind) ?? ts.SyntaxKind[node.kind]} are not yet supported in object type literals: ${node.getText()}`,
      );
  }
  return { kind: "object", fields, ...rest };
}

function member(node: TS.PropertySignature | TS.MethodSignature, at: Place, evaluator: Evaluator): Member[] {
  const key = node.name;
  if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) {
    evaluator.fail(key, `unsupported property key: ${key.getText()}`, "Field names are identifiers or quoted strings.");
    return [];
  }
  const field = { name: key.text, optional: node.questionToken !== undefined, node };
  if (ts.isMethodSignature(node)) {
    if (node.typeParameters === undefined) return [{ ...field, type: callable(node, at, evaluator) }];
    evaluator.fail(node, `generic methods are not yet supported in object type literals: ${node.getText()}`);
    return [];
  }
  if (node.type !== undefined) return [{ ...field, type: evaluator.type(node.type, at) }];
  evaluator.fail(node, `unsupported missing type annotation: ${node.getText()}`, "Write the type of the field.");
  return [];
}

/** Functions are no data, but what they mention must be known. */
function callable(node: TS.SignatureDeclarationBase, at: Place, evaluator: Evaluator): Type {
  for (const { type } of node.parameters) if (type !== undefined) evaluator.type(type, at);
  if (node.type === undefined)
    evaluator.fail(node, `method must have explicit return type annotation: ${node.getText()}`);
  else evaluator.type(node.type, at);
  return { kind: "function" };
}

/** The members of an interface and of what it extends. */
export function interfaceType(node: TS.InterfaceDeclaration, at: Place, evaluator: Evaluator): Type {
  let result = membersType(node.members, at, evaluator);
  for (const parent of node.heritageClauses?.flatMap((c) => [...c.types]) ?? []) {
    const name = parent.expression;
    const reference =
      ts.isIdentifier(name) || ts.isPropertyAccessExpression(name)
        ? evaluator.program.lookup(at.module, name.getText())
        : undefined;
    if (reference?.kind !== "declared") {
      evaluator.fail(parent, `unknown identifier ${name.getText()} after extends`);
      continue;
    }
    const args = (parent.typeArguments ?? []).map((t) => evaluator.type(t, at));
    result = intersect(result, { kind: "named", declaration: reference.declaration, args }, evaluator);
  }
  return result;
}
