import { ts, type TS } from "../compiler";
import { type Diagnostics, errorAt } from "../diagnostics";
import type { Module } from "../source/module";
import type { Program } from "../source/program";

/** Every import statement but `import type` leads to a file that exists. */
export function checkImports(module: Module, program: Program, diagnostics: Diagnostics): void {
  for (const statement of module.source.statements) {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
      continue;
    const { text } = statement.moduleSpecifier as TS.StringLiteral;
    const target = program.resolve(module, text);
    if (target.kind !== "missing") continue;
    diagnostics.add(
      errorAt(
        statement,
        `unable to resolve module ${text}: ${target.reason}`,
        "The file or package must exist when the application is read.",
      ),
    );
  }
}
