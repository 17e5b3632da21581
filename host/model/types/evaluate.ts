/** TypeScript type syntax → Type, in source order and without a checker, as Encore's parser does it. */
import { ts, type TS } from "../compiler";
import { type Diagnostics, errorAt } from "../diagnostics";
import type { Declaration, Module, Scope } from "../source/module";
import type { Program } from "../source/program";
import { UNIVERSE_FILE } from "../source/universe";
import { ExpressionTypes } from "./expressions";
import { intrinsic } from "./intrinsics";
import { type Behind, intersect, keysOf, matches, unite } from "./operators";
import { alternatives, basic, describe, isBasic, type Member, NEVER, type NamedReference, type Type } from "./type";

/** Where a piece of syntax stands, and what its type parameters are bound to. */
export interface Place {
  module: Module;
  scope: Scope;
  bound: ReadonlyMap<string, Type>;
  /** The names in `bound` that stand for the key of a mapped type, and for what `infer` caught: of each only the innermost are known. */
  key?: string;
  inferred?: readonly string[];
  /** In the condition of a conditional type, where `infer` may stand. */
  mayInfer?: boolean;
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

const MEMBERS = new Map<TS.SyntaxKind, string>([
  [ts.SyntaxKind.ConstructSignature, "constructor signatures"],
  [ts.SyntaxKind.GetAccessor, "getter signatures"],
  [ts.SyntaxKind.SetAccessor, "setter signatures"],
]);

/** As many names may stand for one another. */
const MAX_NAMES = 100;

/**
 * Whether a piece of syntax mentions a type parameter, a key or an inferred type. The genuine parser reads a declaration once,
 * before it knows what these stand for.
 */
export function isOpen(node: TS.Node, { bound }: Place): boolean {
  if (bound.size === 0) return false;
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && bound.has(node.typeName.text)) return true;
  return ts.forEachChild(node, (child) => (isOpen(child, { bound } as Place) ? true : undefined)) ?? false;
}

export class Evaluator {
  readonly behind: Behind = (type) => this.underlying(type);
  private readonly done = new Map<Declaration, Type>();
  private readonly running = new Set<Declaration>();
  /** The last type of the application that was referred to by name. */
  private lastNamed: TS.Node | undefined;
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
    // What Encore's own global types make of their arguments is said where they are used.
    const isOurs = node.getSourceFile().fileName === UNIVERSE_FILE;
    this.diagnostics.add(errorAt(isOurs ? (this.lastNamed ?? node) : node, message, help));
    return NEVER;
  }

  type(node: TS.TypeNode, at: Place): Type {
    const keyword = KEYWORDS.get(node.kind);
    if (keyword !== undefined) return keyword;
    if (ts.isTypeReferenceNode(node)) return this.reference(node, at);
    if (ts.isParenthesizedTypeNode(node)) return this.type(node.type, at);
    if (ts.isArrayTypeNode(node)) return { kind: "array", item: this.type(node.elementType, at) };
    if (ts.isTypeLiteralNode(node)) return this.members(node.members, at);
    if (ts.isUnionTypeNode(node))
      return unite(
        node.types.map((t) => this.type(t, at)),
        node.types.map((t) => isOpen(t, at)),
      );
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
    if (ts.isInferTypeNode(node))
      return at.mayInfer === true
        ? { kind: "infer", name: node.typeParameter.name.text }
        : this.fail(node, `infer type outside of infer context: ${node.getText()}`);
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
    const rest: { index?: Type; call?: true } = {};
    for (const node of nodes) {
      if (ts.isIndexSignatureDeclaration(node)) {
        const [key] = node.parameters;
        if (key?.type !== undefined) this.type(key.type, at);
        rest.index = this.type(node.type, at);
      } else if (ts.isCallSignatureDeclaration(node)) rest.call = this.callSignature(node, at);
      else if (ts.isPropertySignature(node) || ts.isMethodSignature(node)) fields.push(...this.member(node, at));
      else
        this.fail(
          node,
          `${MEMBERS.get(node.kind) ?? ts.SyntaxKind[node.kind]} are not yet supported in object type literals: ${node.getText()}`,
        );
    }
    return { kind: "object", fields, ...rest };
  }

  private member(node: TS.PropertySignature | TS.MethodSignature, at: Place): Member[] {
    const key = node.name;
    if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) {
      this.fail(key, `unsupported property key: ${key.getText()}`, "Field names are identifiers or quoted strings.");
      return [];
    }
    const field = { name: key.text, optional: node.questionToken !== undefined, node };
    if (ts.isMethodSignature(node)) {
      if (node.typeParameters === undefined) return [{ ...field, type: this.callable(node, at) }];
      this.fail(node, `generic methods are not yet supported in object type literals: ${node.getText()}`);
      return [];
    }
    if (node.type !== undefined) return [{ ...field, type: this.type(node.type, at) }];
    this.fail(node, `unsupported missing type annotation: ${node.getText()}`, "Write the type of the field.");
    return [];
  }

  /** Functions are no data, but what they mention must be known. */
  private callable(node: TS.SignatureDeclarationBase, at: Place): Type {
    for (const { type } of node.parameters) if (type !== undefined) this.type(type, at);
    if (node.type === undefined) this.fail(node, `method must have explicit return type annotation: ${node.getText()}`);
    else this.type(node.type, at);
    return { kind: "function" };
  }

  private callSignature(node: TS.CallSignatureDeclaration, at: Place): true {
    this.callable(node, at);
    return true;
  }

  private reference(node: TS.TypeReferenceNode, at: Place): Type {
    const name = node.typeName;
    if (node.getSourceFile().fileName !== UNIVERSE_FILE) this.lastNamed = node;
    if (ts.isIdentifier(name)) {
      const bound = at.bound.get(name.text);
      if (bound !== undefined) return bound;
    }
    const entity = ts.isIdentifier(name) ? this.program.lookup(at.module, name.text) : this.qualified(name, at);
    if (entity === undefined) {
      if (!ts.isIdentifier(name)) return this.fail(name, `unknown qualified name ${name.getText()}`);
      return this.fail(
        name,
        `unknown identifier ${name.text}`,
        "Of the global types Encore knows Array, Date, Promise, Partial, Required, Readonly, Pick, Omit, Record, Exclude and Extract.",
      );
    }
    if (entity.kind === "scope")
      return this.fail(node, `${entity.isNamespace ? "namespace" : "module"} used as type: ${name.getText()}`);
    const args = (node.typeArguments ?? []).map((t) => this.type(t, at));
    if (entity.kind === "intrinsic") {
      const open = (node.typeArguments ?? []).map((t) => isOpen(t, at));
      return intrinsic(entity.name, args, open, node, this);
    }
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
      ? this.program.lookup(at.module, name.left.text)
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
  underlying(type: NamedReference): Type {
    const seen = new Set<Declaration>();
    let behind: Type = type;
    while (behind.kind === "named") {
      const { declaration, args }: NamedReference = behind;
      if (seen.has(declaration) && args.length === 0) return this.circular(declaration);
      seen.add(declaration);
      if (seen.size > MAX_NAMES) return this.circular(declaration);
      behind = this.ofDeclaration(declaration, args);
    }
    return behind;
  }

  private circular({ node, name }: Declaration): Type {
    return this.fail(node, `circular type reference: ${name}`, "Let the type contain itself in a field or an array.");
  }

  ofDeclaration(declaration: Declaration, args: Type[]): Type {
    const known = args.length === 0 ? this.done.get(declaration) : undefined;
    if (known !== undefined) return known;
    if (this.running.has(declaration)) {
      return this.circular(declaration);
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

  /** A default does not see the other parameters; what gets no argument stays open, which harms only where it is used. */
  private bind(
    parameters: readonly TS.TypeParameterDeclaration[] = [],
    args: Type[],
    { module, scope }: Declaration,
  ): Map<string, Type> {
    const bound = new Map<string, Type>();
    for (const [i, { name, default: fallback }] of parameters.entries()) {
      const filled =
        fallback === undefined ? undefined : () => this.type(fallback, { module, scope, bound: new Map() });
      bound.set(name.text, args[i] ?? filled?.() ?? { kind: "parameter", name: name.text });
    }
    return bound;
  }

  private interface(node: TS.InterfaceDeclaration, at: Place): Type {
    let result = this.members(node.members, at);
    for (const parent of node.heritageClauses?.flatMap((c) => [...c.types]) ?? []) {
      const name = parent.expression;
      const reference =
        ts.isIdentifier(name) || ts.isPropertyAccessExpression(name)
          ? this.program.lookup(at.module, name.getText())
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
    if (index.kind === "literal" && typeof index.value === "string") {
      const found = field(index.value);
      if (found === undefined) return NEVER;
      return found.optional ? { kind: "optional", of: found.type } : found.type;
    }
    if (isBasic(index, "string") || isBasic(index, "number")) return object.index ?? NEVER;
    if (index.kind !== "union")
      return this.fail(
        node,
        `unsupported index access type operation: ${node.getText()}`,
        "An index is a string literal, a union of them, string or number.",
      );
    if (index.of.some((i) => i.kind !== "literal" || typeof i.value !== "string"))
      return this.fail(node, `only string literals supported when using index access with union: ${node.getText()}`);
    return { kind: "union", of: index.of.flatMap((i) => (i.kind === "literal" ? (field(i.value)?.type ?? []) : [])) };
  }

  private mapped(node: TS.MappedTypeNode, at: Place): Type {
    const constraint = node.typeParameter.constraint;
    if (constraint === undefined || node.type === undefined) return this.fail(node, "missing value type annotation");
    const fields: Member[] = [];
    let index: Type | undefined;
    const keys = this.type(constraint, at);
    const outer = [...at.bound].filter(([name]) => name !== at.key);
    const name = node.typeParameter.name.text;
    for (const key of alternatives(keys.kind === "named" ? this.underlying(keys) : keys)) {
      const inner: Place = { ...at, bound: new Map([...outer, [name, key]]), key: name };
      const value = this.type(node.type, inner);
      const renamed = node.nameType === undefined ? key : this.type(node.nameType, inner);
      const to = renamed.kind === "named" ? this.underlying(renamed) : renamed;
      if (isBasic(value, "never") || isBasic(to, "never")) continue;
      if (isBasic(to, "string") || isBasic(to, "number") || isBasic(to, "symbol")) index = value;
      else if (to.kind !== "literal" || typeof to.value !== "string")
        this.fail(node, `unsupported mapped key type: ${describe(to)}`, "Keys are strings.");
      else if (value.kind === "optional") fields.push({ name: to.value, type: value.of, optional: true });
      else fields.push({ name: to.value, type: value, optional: false });
    }
    const question = node.questionToken?.kind;
    const optional = question === undefined ? undefined : question !== ts.SyntaxKind.MinusToken;
    if (index !== undefined && optional === true && index.kind !== "optional") index = { kind: "optional", of: index };
    if (index?.kind === "optional" && optional === false) index = index.of;
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
    const caught = matches(check, this.type(node.extendsType, { ...at, mayInfer: true }), this.behind);
    if (caught === "crash")
      return this.fail(
        node,
        `two classes cannot be compared: ${node.getText()}`,
        "The genuine parser does not come back from this.",
      );
    if (caught === undefined) return this.type(node.falseType, at);
    const outer = [...at.bound].filter(([name]) => at.inferred?.includes(name) !== true);
    return this.type(node.trueType, {
      ...at,
      bound: new Map([...outer, ...caught]),
      inferred: [...caught.keys()],
      mayInfer: false,
    });
  }
}
