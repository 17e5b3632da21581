/** One parsed file, and the names that its top level (or a namespace in it) declares, imports and exports. */
import { ts, type TS } from "../compiler";

/** A type, enum, class, function, variable or namespace that the source declares. */
export interface Declaration {
  name: string;
  module: Module;
  /** Where names inside it are looked up. */
  scope: Scope;
  /** What a namespace declares. */
  inner?: Scope;
  node:
    | TS.InterfaceDeclaration
    | TS.TypeAliasDeclaration
    | TS.EnumDeclaration
    | TS.ClassDeclaration
    | TS.FunctionDeclaration
    | TS.VariableDeclaration
    | TS.ModuleDeclaration;
}

export interface Import {
  specifier: string;
  /** The exported name; `default` and `*` as such. */
  name: string;
  /** `import { "name" as x }`. */
  isQuoted?: boolean;
  /** `import type …`, for the whole statement. */
  isTypeOnly?: boolean;
  node: TS.Node;
}

/** What another module finds under an exported name: a local name, or a name of a further module. */
export type Export = { local: string } | { declaration: Declaration } | { specifier: string; name: string };

export class Scope {
  readonly declared = new Map<string, Declaration>();
  readonly imports = new Map<string, Import>();
  /** Imports whose local name is taken. */
  readonly doubleImports: Import[] = [];
  readonly exports = new Map<string, Export>();
  /** Specifiers of `export * from`. */
  readonly stars: string[] = [];

  readonly parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }
}

export class Module {
  readonly scope: Scope;

  readonly file: string;
  readonly source: TS.SourceFile;

  constructor(file: string, source: TS.SourceFile) {
    this.file = file;
    this.source = source;
    this.scope = this.readScope(source.statements, undefined);
  }

  private readScope(statements: readonly TS.Statement[], parent: Scope | undefined): Scope {
    const scope = new Scope(parent);
    for (const statement of statements) {
      if (ts.isImportDeclaration(statement)) readImport(scope, statement);
      else if (ts.isExportDeclaration(statement)) readExport(scope, statement);
      else for (const declared of this.declarations(scope, statement)) declare(scope, declared, statement);
    }
    return scope;
  }

  private declarations(scope: Scope, node: TS.Statement): Declaration[] {
    const make = (name: TS.Node, of: Declaration["node"]): Declaration[] =>
      ts.isIdentifier(name) ? [{ name: name.text, module: this, scope, node: of }] : [];
    if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap((d) => make(d.name, d));
    // What stands in a block of its own counts as declared beside it.
    if (ts.isBlock(node)) return node.statements.flatMap((s) => this.declarations(scope, s));
    if (ts.isModuleDeclaration(node) && node.body !== undefined && ts.isModuleDeclaration(node.body)) {
      const inner = new Scope(scope);
      // Not exported, as the genuine parser has it: `A.B.T` of `namespace A.B` is unknown.
      for (const declared of this.declarations(inner, node.body)) inner.declared.set(declared.name, declared);
      return make(node.name, node).map((d) => ({ ...d, inner }));
    }
    if (ts.isModuleDeclaration(node) && node.body !== undefined && ts.isModuleBlock(node.body)) {
      const inner = this.readScope(node.body.statements, scope);
      return make(node.name, node).map((d) => ({ ...d, inner }));
    }
    const isNamed = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node);
    if (isNamed) return make(node.name, node);
    if ((ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined)
      return make(node.name, node);
    return [];
  }
}

function declare(scope: Scope, declared: Declaration, statement: TS.Statement): void {
  // Of two declarations with one name Encore sees the first in their own module, the last from outside.
  if (!scope.declared.has(declared.name)) scope.declared.set(declared.name, declared);
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (!modifiers.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return;
  const isDefault = modifiers.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
  scope.exports.set(isDefault ? "default" : declared.name, { declaration: declared });
}

function readImport(scope: Scope, node: TS.ImportDeclaration): void {
  // A broken statement has no specifier.
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const specifier = node.moduleSpecifier.text;
  const clause = node.importClause;
  if (clause === undefined) return;
  const isTypeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const put = (local: TS.Identifier, name: string, node: TS.Node, isQuoted = false): void => {
    const imported = { specifier, name, isTypeOnly, isQuoted, node };
    if (scope.imports.has(local.text)) scope.doubleImports.push(imported);
    else scope.imports.set(local.text, imported);
  };
  if (clause.name !== undefined) put(clause.name, "default", clause);
  const bindings = clause.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) put(bindings.name, "*", bindings);
  else
    for (const e of bindings.elements) {
      const { propertyName, name } = e;
      put(name, (propertyName ?? name).text, e, propertyName !== undefined && ts.isStringLiteral(propertyName));
    }
}

function readExport(scope: Scope, node: TS.ExportDeclaration): void {
  const from = node.moduleSpecifier;
  if (from !== undefined && !ts.isStringLiteral(from)) return;
  const specifier = from?.text;
  const clause = node.exportClause;
  if (clause === undefined) {
    if (specifier !== undefined) scope.stars.push(specifier);
  } else if (!ts.isNamespaceExport(clause)) {
    for (const e of clause.elements) {
      const name = (e.propertyName ?? e.name).text;
      scope.exports.set(e.name.text, specifier === undefined ? { local: name } : { specifier, name });
    }
  }
}
