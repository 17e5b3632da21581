import { ts } from "../compiler";
import { type Diagnostics, errorAt } from "../diagnostics";
import type { Module } from "../source/module";
import type { Program } from "../source/program";

/** What may stand in a module; anything else that is imported is not looked at. */
const CODE = /\.([cm]?[jt]s|[jt]sx)$|(^|\/)[^./]+$/;

/**
 * Every import statement but `import type` leads to a file that exists, under a name that is not taken. Gives the modules that the
 * genuine parser loads because of these statements.
 */
export function checkImports(module: Module, program: Program, diagnostics: Diagnostics): Module[] {
  for (const { node } of module.scope.doubleImports)
    diagnostics.add(errorAt(node, `\`${node.getText()}\` already imported`));
  const loaded: Module[] = [];
  for (const statement of module.source.statements) {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
      continue;
    if (statement.importClause?.phaseModifier !== undefined)
      diagnostics.add(
        errorAt(statement, `Expected ',', got '*': ${statement.getText()}`, "Encore does not read import defer."),
      );
    if (!ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { text } = statement.moduleSpecifier;
    const target = program.resolve(module, text);
    // Packages are taken as they are: somebody else has compiled them.
    if (target.kind === "file" && CODE.test(target.path) && !target.path.includes("node_modules/"))
      loaded.push(program.load(target.path));
    if (target.kind !== "missing") continue;
    diagnostics.add(
      errorAt(
        statement,
        `unable to resolve module ${text}: ${target.reason}`,
        "The file or package must exist when the application is read.",
      ),
    );
  }
  return loaded;
}
