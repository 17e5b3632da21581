/** TypeScript type syntax → Type, in source order and without a checker, as Encore's parser does it. */
import { ts, type TS } from "../compiler";
import { type Diagnostics, errorAt } from "../diagnostics";
import type { Declaration, Module, Scope } from "../source/module";
import type { Program } from "../source/program";
import { ExpressionTypes } from "./expressions";
import { intrinsic } from "./intrinsics";
import { type Behind, intersect, keysOf, matches, unite } from "./operators";
import { alternatives, basic, isBasic, type Member, NEVER, type NamedReference, type Type } from "./type";

/** Where a piece of syntax stands, and what its type parameters are bound to. */
export interface Place {
  module: Module;
  scope: Scope;
  bound: ReadonlyMap<string, Type>;
}

const KEYWORDS = new Map<TS.SyntaxKind, Type>([
  [ts.SyntaxKind.AnyKeyword, basic("any")],
  [ts.SyntaxKind.UnknownKeyword, basic("unknown")],
  [ts.SyntaxKind.StringKeyword, basic("string")],
  [ts.SyntaxKind.NumberKeyword, basic("number")],
  [ts.SyntaxKind.BooleanKeyword, basic("boolean")],
  [ts.SyntaxKind.BigIntKeyword, basic("bigint")],
  [ts.SyntaxKind.ObjectKeyword, basic("object")],
  [ts.SyntaxKind.SymbolKeyword, basic("symbol")],
  [ts.SyntaxKind.VoidKeyword, basic("void")],
  [ts.SyntaxKind.UndefinedKeyword, basic("undefined")],
  [ts.SyntaxKind.NeverKeyword, NEVER],
]);

/** What the genuine parser calls the syntax that it does not read. */
const UNSUPPORTED = new Map<TS.SyntaxKind, string>([
  [ts.SyntaxKind.FunctionType, "TsFnOrConstructorType"],
  [ts.SyntaxKind.ConstructorType, "TsFnOrConstructorType"],
  [ts.SyntaxKind.ImportType, "TsImportType"],
  [ts.SyntaxKind.TypePredicate, "TsTypePredicate"],
  [ts.SyntaxKind.RestType, "TsRestType"],
]);

export class Evaluator {
  readonly behind: Behind = (type) => this.underlying(type);
  private readonly done = new Map<Declaration, Type>();
  private readonly running = new Set<Declaration>();
  private readonly expressions = new ExpressionTypes(this);

  readonly program: Program;
  private readonly diagnostics: Diagnostics;

  constructor(program: Program, diagnostics: Diagnostics) {
    this.program = program;
    this.diagnostics = diagnostics;
  }

  /** The type at the top level of a module. */
  typeIn(module: Module, node: TS.TypeNode): Type {
    return this.type(node, { module, scope: module.scope, bound: new Map() });
  }

  /** Reports and gives `never`, so that one run finds more than one mistake. */
  fail(node: TS.Node, message: string, help?: string): Type {
    this.diagnostics.add(errorAt(node, message, help));
    return NEVER;
  }

  type(node: TS.TypeNode, at: Place): Type {
    const keyword = KEYWORDS.get(node.kind);
    if (keyword !== undefined) return keyword;
    if (ts.isTypeReferenceNode(node)) return this.reference(node, at);
    if (ts.isParenthesizedTypeNode(node)) return this.type(node.type, at);
    if (ts.isArrayTypeNode(node)) return { kind: "array", item: this.type(node.elementType, at) };
    if (ts.isTypeLiteralNode(node)) return this.members(node.members, at);
    if (ts.isUnionTypeNode(node)) return unite(node.types.map((t) => this.type(t, at)));
    if (ts.isIntersectionTypeNode(node)) {
      return node.types.map((t) => this.type(t, at)).reduce((a, b) => intersect(a, b, this.behind));
    }
    if (ts.isLiteralTypeNode(node)) return this.literal(node);
    if (ts.isTupleTypeNode(node))
      return { kind: "tuple", of: node.elements.map((e) => this.type(ts.isNamedTupleMember(e) ? e.type : e, at)) };
    return this.computed(node, at);
  }

  /** The types whose meaning depends on what other types turn out to be. */
  private computed(node: TS.TypeNode, at: Place): Type {
    if (ts.isTypeOperatorNode(node)) {
      const of = this.type(node.type, at);
      return node.operator === ts.SyntaxKind.KeyOfKeyword ? keysOf(of, this.behind) : of;
    }
    if (ts.isIndexedAccessTypeNode(node))
      return this.index(node, this.type(node.objectType, at), this.type(node.indexType, at));
    if (ts.isMappedTypeNode(node)) return this.mapped(node, at);
    if (ts.isConditionalTypeNode(node)) return this.conditional(node, at);
    if (ts.isInferTypeNode(node)) return { kind: "infer", name: node.typeParameter.name.text };
    if (ts.isTypeQueryNode(node)) return this.expressions.ofName(node.exprName, at);
    if (ts.isTemplateLiteralTypeNode(node)) {
      return this.fail(
        node,
        `template literal expression not yet supported: ${node.getText()}`,
        "Use string, or a union of literals.",
      );
    }
    const name = UNSUPPORTED.get(node.kind) ?? ts.SyntaxKind[node.kind];
    return this.fail(
      node,
      `unsupported: ${name}, in ${node.getText()}`,
      "Data has no functions, and types are imported with an import statement.",
    );
  }

  private literal(node: TS.LiteralTypeNode): Type {
    const of = node.literal;
    if (of.kind === ts.SyntaxKind.NullKeyword) return basic("null");
    if (ts.isNoSubstitutionTemplateLiteral(of))
      return this.fail(node, "template literal expression not yet supported", "Use a string literal.");
    return this.expressions.ofLiteral(of);
  }

  /** The members of an object type or interface. */
  members(nodes: readonly TS.TypeElement[], at: Place): Type {
    const fields: Member[] = [];
    let index: Type | undefined;
    for (const node of nodes) {
      if (ts.isIndexSignatureDeclaration(node)) index = this.type(node.type, at);
      else if (ts.isPropertySignature(node) || ts.isMethodSignature(node)) {
        const key = node.name;
        if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) {
          this.fail(
            key,
            `unsupported property key: ${key.getText()}`,
            "Field names are identifiers or quoted strings.",
          );
          continue;
        }
        const type: Type = ts.isMethodSignature(node)
          ? { kind: "function" }
          : node.type === undefined
            ? basic("any")
            : this.type(node.type, at);
        fields.push({ name: key.text, type, optional: node.questionToken !== undefined, node });
      } else this.fail(node, `${ts.SyntaxKind[node.kind]} is not yet supported in object types: ${node.getText()}`);
    }
    return { kind: "object", fields, ...(index === undefined ? {} : { index }) };
  }

  private reference(node: TS.TypeReferenceNode, at: Place): Type {
    const name = node.typeName;
    if (ts.isIdentifier(name)) {
      const bound = at.bound.get(name.text);
      if (bound !== undefined) return bound;
    }
    const entity = ts.isIdentifier(name)
      ? this.program.lookup(at.module, at.scope, name.text)
      : this.qualified(name, at);
    if (entity === undefined) {
      if (!ts.isIdentifier(name)) return this.fail(name, `unknown qualified name ${name.getText()}`);
      return this.fail(
        name,
        `unknown identifier ${name.text}`,
        "Of the global types Encore knows Array, Date, Promise, Partial, Required, Readonly, Pick, Omit, Record, Exclude and Extract.",
      );
    }
    if (entity.kind === "scope") return this.fail(node, `module used as type: ${name.getText()}`);
    const args = (node.typeArguments ?? []).map((t) => this.type(t, at));
    if (entity.kind === "intrinsic") return intrinsic(entity.name, args, node, this);
    const { declaration } = entity;
    if (this.program.isUniverse(declaration)) {
      if (declaration.name === "Date") return basic("date");
      if (declaration.name === "Array") return { kind: "array", item: args[0] ?? NEVER };
    }
    const isType = !ts.isVariableDeclaration(declaration.node) && !ts.isFunctionDeclaration(declaration.node);
    return isType ? { kind: "named", declaration, args } : this.fail(node, `value used as type: ${name.getText()}`);
  }

  private qualified(name: TS.QualifiedName, at: Place): ReturnType<Program["lookup"]> {
    const left = ts.isIdentifier(name.left)
      ? this.program.lookup(at.module, at.scope, name.left.text)
      : this.qualified(name.left, at);
    if (left?.kind === "scope") return this.program.member(left.module, left.scope, name.right.text);
    if (left?.kind === "declared")
      this.fail(
        name.right,
        `cannot yet resolve qualified name on ${ts.isEnumDeclaration(left.declaration.node) ? "enum" : "type"}: ${name.getText()}`,
        "Write the value of the member as a literal type.",
      );
    return undefined;
  }

  /** The type behind a name, its type parameters bound to the arguments. */
  underlying({ declaration, args }: NamedReference): Type {
    const type = this.ofDeclaration(declaration, args);
    return type.kind === "named" ? this.underlying(type) : type;
  }

  ofDeclaration(declaration: Declaration, args: Type[]): Type {
    const known = args.length === 0 ? this.done.get(declaration) : undefined;
    if (known !== undefined) return known;
    if (this.running.has(declaration)) {
      return this.fail(
        declaration.node,
        `circular type reference: ${declaration.name}`,
        "Let the type contain itself in a field or an array.",
      );
    }
    this.running.add(declaration);
    try {
      const type = this.declared(declaration, args);
      if (args.length === 0) this.done.set(declaration, type);
      return type;
    } finally {
      this.running.delete(declaration);
    }
  }

  private declared(declaration: Declaration, args: Type[]): Type {
    const { node, module, scope } = declaration;
    if (ts.isVariableDeclaration(node)) return this.expressions.ofVariable(node, { module, scope, bound: new Map() });
    if (ts.isFunctionDeclaration(node)) return { kind: "function" };
    if (ts.isClassDeclaration(node)) return { kind: "class", node };
    if (ts.isModuleDeclaration(node)) return basic("object");
    if (ts.isEnumDeclaration(node)) return this.expressions.ofEnum(node, { module, scope, bound: new Map() });
    const at: Place = { module, scope, bound: this.bind(node.typeParameters, args, declaration) };
    return ts.isTypeAliasDeclaration(node) ? this.type(node.type, at) : this.interface(node, at);
  }

  private bind(
    parameters: readonly TS.TypeParameterDeclaration[] = [],
    args: Type[],
    { module, scope }: Declaration,
  ): Map<string, Type> {
    const bound = new Map<string, Type>();
    for (const [i, parameter] of parameters.entries()) {
      const given =
        args[i] ??
        (parameter.default === undefined ? undefined : this.type(parameter.default, { module, scope, bound }));
      bound.set(parameter.name.text, given ?? this.fail(parameter, `missing type argument ${parameter.name.text}`));
    }
    return bound;
  }

  private interface(node: TS.InterfaceDeclaration, at: Place): Type {
    let result = this.members(node.members, at);
    for (const parent of node.heritageClauses?.flatMap((c) => [...c.types]) ?? []) {
      const name = parent.expression;
      const reference =
        ts.isIdentifier(name) || ts.isPropertyAccessExpression(name)
          ? this.program.lookup(at.module, at.scope, name.getText())
          : undefined;
      if (reference?.kind !== "declared") {
        this.fail(parent, `unknown identifier ${name.getText()} after extends`);
        continue;
      }
      const args = (parent.typeArguments ?? []).map((t) => this.type(t, at));
      result = intersect(result, { kind: "named", declaration: reference.declaration, args }, this.behind);
    }
    return result;
  }

  /** `object[index]`. */
  index(node: TS.Node, object: Type, index: Type): Type {
    if (object.kind === "named") return this.index(node, this.underlying(object), index);
    if (index.kind === "named") return this.index(node, object, this.underlying(index));
    if (object.kind === "ruled") return { ...object, of: this.index(node, object.of, index) };
    if (object.kind !== "object") {
      const what =
        object.kind === "array"
          ? "Array"
          : object.kind === "basic"
            ? "Basic"
            : object.kind === "union"
              ? "Union"
              : object.kind;
      return this.fail(
        node,
        `unsupported indexed access type operation: obj ${what}`,
        "Only objects can be indexed in a type.",
      );
    }
    const field = (name: unknown): Member | undefined => object.fields.find((f) => f.name === name);
    if (index.kind === "literal") {
      const found = field(index.value);
      if (found === undefined) return NEVER;
      return found.optional ? { kind: "optional", of: found.type } : found.type;
    }
    if (isBasic(index, "string") || isBasic(index, "number")) return object.index ?? NEVER;
    if (index.kind !== "union") return this.fail(node, "unsupported index access type operation");
    return { kind: "union", of: index.of.flatMap((i) => (i.kind === "literal" ? (field(i.value)?.type ?? []) : [])) };
  }

  private mapped(node: TS.MappedTypeNode, at: Place): Type {
    const constraint = node.typeParameter.constraint;
    if (constraint === undefined || node.type === undefined) return this.fail(node, "missing value type annotation");
    const fields: Member[] = [];
    let index: Type | undefined;
    const keys = this.type(constraint, at);
    for (const key of alternatives(keys.kind === "named" ? this.underlying(keys) : keys)) {
      const inner: Place = { ...at, bound: new Map([...at.bound, [node.typeParameter.name.text, key]]) };
      const value = this.type(node.type, inner);
      const renamed = node.nameType === undefined ? key : this.type(node.nameType, inner);
      if (isBasic(value, "never") || isBasic(renamed, "never")) continue;
      const name = renamed.kind === "named" ? this.underlying(renamed) : renamed;
      if (name.kind === "basic") index = value;
      else if (name.kind !== "literal") this.fail(node, `unsupported mapped key type: ${name.kind}`);
      else
        fields.push({
          name: String(name.value),
          type: value.kind === "optional" ? value.of : value,
          optional: value.kind === "optional",
        });
    }
    const question = node.questionToken?.kind;
    const optional = question === undefined ? undefined : question !== ts.SyntaxKind.MinusToken;
    return {
      kind: "object",
      fields: optional === undefined ? fields : fields.map((f) => ({ ...f, optional })),
      ...(index === undefined ? {} : { index }),
    };
  }

  private conditional(node: TS.ConditionalTypeNode, at: Place): Type {
    const check = this.type(node.checkType, at);
    const name =
      ts.isTypeReferenceNode(node.checkType) && ts.isIdentifier(node.checkType.typeName)
        ? node.checkType.typeName.text
        : undefined;
    // Encore distributes over a union that is written in place, not over the name of one.
    if (name !== undefined && at.bound.has(name) && check.kind === "union") {
      return unite(check.of.map((t) => this.branch(node, t, { ...at, bound: new Map([...at.bound, [name, t]]) })));
    }
    return this.branch(node, check, at);
  }

  private branch(node: TS.ConditionalTypeNode, check: Type, at: Place): Type {
    const caught = matches(check, this.type(node.extendsType, at), this.behind);
    if (caught === undefined) return this.type(node.falseType, at);
    return this.type(node.trueType, caught.size === 0 ? at : { ...at, bound: new Map([...at.bound, ...caught]) });
  }
}
