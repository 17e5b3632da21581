/** TypeScript type syntax → Type, in source order and without a checker, as Encore's parser does it. */
import { ts, type TS } from "../compiler";
import { type Diagnostics, errorAt } from "../diagnostics";
import type { Declaration, Module } from "../source/module";
import type { Program } from "../source/program";
import { UNIVERSE_FILE } from "../source/universe";
import { conditionalType } from "./conditional";
import { Declarations } from "./declarations";
import { COMPLAINT_STEPS, Effort } from "./effort";
import { ExpressionTypes } from "./expressions";
import { indexedType } from "./indexed";
import { mappedType } from "./mapped";
import { membersType } from "./members";
import { intersect, keysOf, type Names, unite } from "./operators";
import { isOpen, type Place } from "./place";
import { referencedType } from "./reference";
import { basic, NEVER, type NamedReference, type Type } from "./type";

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

export class Evaluator implements Names {
  private readonly effort = new Effort();
  /** The last type of the application that was referred to by name. */
  private lastNamed: TS.Node | undefined;
  readonly expressions = new ExpressionTypes(this);
  private readonly declarations = new Declarations(this);

  readonly program: Program;
  private readonly diagnostics: Diagnostics;

  constructor(program: Program, diagnostics: Diagnostics) {
    this.program = program;
    this.diagnostics = diagnostics;
  }

  /** The type at the top level of a module. */
  typeIn(module: Module, node: TS.TypeNode): Type {
    this.begin(node);
    return this.type(node, { module, scope: module.scope, bound: new Map() });
  }

  /** From here on it is the type at `usage` that makes work. */
  begin(usage: TS.Node): void {
    this.effort.begin(usage);
  }

  /** Counts what a type costs; throws a SourceError when it is too much. */
  spend(steps?: number): void {
    this.effort.spend(steps);
  }

  /** Reports and gives `never`, so that one run finds more than one mistake. */
  fail(node: TS.Node, message: string, help?: string): Type {
    this.spend(COMPLAINT_STEPS);
    // What Encore's own global types make of their arguments is said where they are used.
    const isOurs = node.getSourceFile().fileName === UNIVERSE_FILE;
    this.diagnostics.add(errorAt(isOurs ? (this.lastNamed ?? node) : node, message, help));
    return NEVER;
  }

  /** Called for every reference to a type by name. */
  named(node: TS.TypeReferenceNode): void {
    if (node.getSourceFile().fileName !== UNIVERSE_FILE) this.lastNamed = node;
  }

  /** The type that a piece of syntax means; one kind of syntax a file in this folder. */
  type(node: TS.TypeNode, at: Place): Type {
    this.spend();
    const keyword = KEYWORDS.get(node.kind);
    if (keyword !== undefined) return keyword;
    if (ts.isTypeReferenceNode(node)) return referencedType(node, at, this);
    if (ts.isParenthesizedTypeNode(node)) return this.type(node.type, at);
    if (ts.isArrayTypeNode(node)) return { kind: "array", item: this.type(node.elementType, at) };
    if (ts.isTypeLiteralNode(node)) return membersType(node.members, at, this);
    if (ts.isUnionTypeNode(node))
      return unite(
        node.types.map((t) => this.type(t, at)),
        this,
        node.types.map((t) => isOpen(t, at)),
      );
    if (ts.isIntersectionTypeNode(node)) {
      return node.types.map((t) => this.type(t, at)).reduce((a, b) => intersect(a, b, this));
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
      return node.operator === ts.SyntaxKind.KeyOfKeyword ? keysOf(of, this) : of;
    }
    if (ts.isIndexedAccessTypeNode(node))
      return indexedType(node, this.type(node.objectType, at), this.type(node.indexType, at), this);
    if (ts.isMappedTypeNode(node)) return mappedType(node, at, this);
    if (ts.isConditionalTypeNode(node)) return conditionalType(node, at, this);
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

  /** The type behind a name. */
  underlying(type: NamedReference): Type {
    return this.declarations.underlying(type);
  }

  /** What a declaration declares, with `args` for its type parameters. */
  ofDeclaration(declaration: Declaration, args: Type[]): Type {
    return this.declarations.of(declaration, args);
  }
}
