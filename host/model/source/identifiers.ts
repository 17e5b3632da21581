import { ts, type TS } from "../compiler";

/** Whether an identifier stands for what has that name, and is not the name of a property, declaration or label itself. */
export function isReference(node: TS.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isJsxAttribute(parent) || ts.isNamedTupleMember(parent) || ts.isTypePredicateNode(parent)) return false;
  const { name } = parent as { name?: TS.Node };
  return name !== node || ts.isShorthandPropertyAssignment(parent);
}
