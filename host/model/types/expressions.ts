/** The type of a value, as far as `typeof value` in a data type needs it. */
import { ts, type TS } from "../compiler";
import type { Evaluator } from "./evaluate";
import { unite } from "./operators";
import type { Place } from "./place";
import { basic, type Member, NEVER, type Type } from "./type";

/** The expressions that the genuine parser gives no type. */
const UNREAD: [is: (node: TS.Node) => boolean, name: string][] = [
  [ts.isArrowFunction, "arrow expr"],
  [ts.isFunctionExpression, "fn expr"],
  [ts.isClassExpression, "class expr"],
  [ts.isTaggedTemplateExpression, "tagged template"],
  [ts.isRegularExpressionLiteral, "regex"],
];

export class ExpressionTypes {
  private readonly evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** `typeof a` or `typeof a.b`. */
  ofName(name: TS.EntityName, at: Place): Type {
    if (!ts.isIdentifier(name)) return this.member(name, this.ofName(name.left, at), name.right.text);
    const entity = this.evaluator.program.lookup(at.module, name.text);
    if (entity?.kind !== "declared") return this.evaluator.fail(name, `unknown identifier ${name.text}`);
    return this.evaluator.ofDeclaration(entity.declaration, []);
  }

  ofVariable(node: TS.VariableDeclaration, at: Place): Type {
    if (node.type !== undefined) return this.evaluator.type(node.type, at);
    return node.initializer === undefined ? NEVER : this.of(node.initializer, at);
  }

  ofEnum(node: TS.EnumDeclaration, at: Place): Type {
    let next: number | undefined = 0;
    const members: { name: string; value: string | number }[] = [];
    for (const member of node.members) {
      const value = this.enumValue(member, next, at);
      next = typeof value === "number" ? value + 1 : undefined;
      members.push({ name: ts.isComputedPropertyName(member.name) ? member.name.getText() : member.name.text, value });
    }
    return { kind: "enum", members };
  }

  private enumValue(member: TS.EnumMember, next: number | undefined, at: Place): string | number {
    const help = "Enum members are string literals, integers, or count on from an integer.";
    const fail = (message: string): number => {
      this.evaluator.fail(member, `${message}: ${member.getText()}`, help);
      return 0;
    };
    if (member.initializer === undefined) return next ?? fail("implicit enum value cannot follow string value");
    const { initializer } = member;
    // A name stands for itself here, not for its value.
    const given = ts.isIdentifier(initializer) ? undefined : this.of(initializer, at);
    const value = given?.kind === "literal" ? given.value : undefined;
    if (typeof value === "string") return value;
    if (typeof value !== "number") return fail("unsupported enum value");
    return Number.isInteger(value) ? value : fail("enum value must be an integer");
  }

  ofLiteral(node: TS.Expression): Type {
    if (ts.isStringLiteral(node)) return { kind: "literal", value: node.text };
    if (ts.isNumericLiteral(node)) return { kind: "literal", value: Number(node.text) };
    if (ts.isBigIntLiteral(node)) return { kind: "literal", value: BigInt(node.text.slice(0, -1)) };
    if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: "literal", value: true };
    if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: "literal", value: false };
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
      const of = this.ofLiteral(node.operand);
      if (of.kind === "literal" && typeof of.value === "number") return { kind: "literal", value: -of.value };
    }
    return this.evaluator.fail(node, `unsupported literal: ${node.getText()}`);
  }

  private of(node: TS.Expression, at: Place): Type {
    this.evaluator.spend();
    if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))
      return this.of(node.expression, at);
    if (ts.isAsExpression(node))
      return ts.isConstTypeReference(node.type) ? this.of(node.expression, at) : this.evaluator.type(node.type, at);
    if (ts.isObjectLiteralExpression(node)) return this.object(node, at);
    // The genuine parser gives every list of values this type, with or without `as const`.
    if (ts.isArrayLiteralExpression(node)) return { kind: "union", of: [] };
    if (ts.isIdentifier(node)) return node.text === "undefined" ? basic("undefined") : this.ofName(node, at);
    if (ts.isPropertyAccessExpression(node)) return this.member(node, this.of(node.expression, at), node.name.text);
    if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) return basic("string");
    if (node.kind === ts.SyntaxKind.NullKeyword) return basic("null");
    if (ts.isBigIntLiteral(node)) return basic("bigint");
    if (ts.isVoidExpression(node)) return basic("undefined");
    if (ts.isTypeOfExpression(node)) return basic("string");
    if (ts.isBinaryExpression(node)) {
      if (node.operatorToken.kind === ts.SyntaxKind.CommaToken || node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
        return this.of(node.right, at);
      const [left, right] = [this.of(node.left, at), this.of(node.right, at)];
      const both = unite([left, right], this.evaluator);
      return both.kind === "union" ? left : both;
    }
    if (ts.isConditionalExpression(node))
      return unite([this.of(node.whenTrue, at), this.of(node.whenFalse, at)], this.evaluator);
    if (ts.isPrefixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusToken) return basic("number");
      const of = this.of(node.operand, at);
      const isNegated =
        node.operator === ts.SyntaxKind.MinusToken && of.kind === "literal" && typeof of.value === "number";
      return isNegated ? { kind: "literal", value: -(of.value as number) } : of;
    }
    const unread = UNREAD.find(([is]) => is(node));
    if (unread !== undefined) return this.evaluator.fail(node, `${unread[1]} not yet supported: ${node.getText()}`);
    return this.ofLiteral(node);
  }

  private object(node: TS.ObjectLiteralExpression, at: Place): Type {
    const fields: Member[] = [];
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) {
        const spread = this.of(property.expression, at);
        if (spread.kind === "object") {
          this.evaluator.spend(spread.fields.length);
          for (const field of spread.fields) fields.push(field);
        } else this.evaluator.fail(property, `unsupported spread: ${property.getText()}`);
        continue;
      }
      if (ts.isComputedPropertyName(property.name)) {
        this.evaluator.fail(property, `unsupported computed prop: ${property.name.getText()}`);
        continue;
      }
      const type = ts.isPropertyAssignment(property)
        ? this.of(property.initializer, at)
        : ts.isShorthandPropertyAssignment(property)
          ? this.ofName(property.name, at)
          : basic("unknown");
      fields.push({ name: property.name.text, type, optional: false });
    }
    return { kind: "object", fields };
  }

  private member(node: TS.Node, of: Type, name: string): Type {
    const type = of.kind === "named" ? this.evaluator.underlying(of) : of;
    if (type.kind === "object") return type.fields.find((f) => f.name === name)?.type ?? type.index ?? NEVER;
    const value = type.kind === "enum" ? type.members.find((m) => m.name === name)?.value : undefined;
    return value === undefined
      ? this.evaluator.fail(node, `unsupported member ${name} on type ${type.kind}`)
      : { kind: "literal", value };
  }
}
