/** What declarations stand for: aliases, interfaces, classes, enums and variables, and their type parameters. */
import { ts, type TS } from "../compiler";
import type { Declaration } from "../source/module";
import type { Evaluator } from "./evaluate";
import { interfaceType } from "./members";
import type { Place } from "./place";
import { basic, type NamedReference, type Type } from "./type";

/** As many names may stand for one another. */
const MAX_NAMES = 100;

export class Declarations {
  private readonly done = new Map<Declaration, Type>();
  private readonly running = new Set<Declaration>();
  private readonly evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
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
      behind = this.of(declaration, args);
    }
    return behind;
  }

  private circular({ node, name }: Declaration): Type {
    return this.evaluator.fail(
      node,
      `circular type reference: ${name}`,
      "Let the type contain itself in a field or an array.",
    );
  }

  /** What a declaration declares. Without arguments it is worked out once. */
  of(declaration: Declaration, args: Type[]): Type {
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
    if (ts.isVariableDeclaration(node))
      return this.evaluator.expressions.ofVariable(node, { module, scope, bound: new Map() });
    if (ts.isFunctionDeclaration(node)) return { kind: "function" };
    if (ts.isClassDeclaration(node)) return { kind: "class", node };
    if (ts.isModuleDeclaration(node)) return basic("object");
    if (ts.isEnumDeclaration(node)) return this.evaluator.expressions.ofEnum(node, { module, scope, bound: new Map() });
    const at: Place = { module, scope, bound: this.bind(node.typeParameters, args, declaration) };
    return ts.isTypeAliasDeclaration(node)
      ? this.evaluator.type(node.type, at)
      : interfaceType(node, at, this.evaluator);
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
        fallback === undefined ? undefined : () => this.evaluator.type(fallback, { module, scope, bound: new Map() });
      bound.set(name.text, args[i] ?? filled?.() ?? { kind: "parameter", name: name.text });
    }
    return bound;
  }
}
