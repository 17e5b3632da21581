/** Source → App: walk, parse, read resources, check the whole. */
import { basename } from "node:path";
import type { ReadResult } from "./app";
import { assemble } from "./assemble";
import { syntaxErrors } from "./compiler";
import { readManifest, readPathAliases } from "./config";
import { Diagnostics, errorAt, positionAt, SourceError } from "./diagnostics";
import { checkApp } from "./checks/app";
import { checkImports } from "./checks/imports";
import { type Context, noResources } from "./resources/context";
import { readerOf } from "./resources/readers";
import { readService } from "./resources/service";
import { discoverServices, likelyService, type ServiceFolder } from "./services";
import type { Files } from "./source/files";
import type { Module } from "./source/module";
import { checkSql } from "./sql/check";
import { Program } from "./source/program";
import { references } from "./source/references";
import { Resolver } from "./source/resolve";
import { SERVICE_FILE, walk } from "./source/walk";
import { Evaluator } from "./types/evaluate";
import { SchemaWriter } from "./types/to-schema";
import { findUses } from "./uses/find";

/** Reads the application in `files.root`. `acceptedSql`: digests of SQL that is known to parse; new ones are added. */
export async function analyse(files: Files, acceptedSql: Set<string>): Promise<ReadResult> {
  const diagnostics = new Diagnostics();
  const manifest = diagnostics.attempt(() => readManifest(files));
  const aliases = diagnostics.attempt(() => readPathAliases(files));
  if (manifest === undefined || aliases === undefined) return { ok: false, diagnostics: diagnostics.sorted() };
  const program = new Program(files, new Resolver(files, aliases), diagnostics);
  const modules = walk(files).map((file) => program.load(file));
  const seen = new Set([...modules, ...modules.flatMap((module) => checkImports(module, program, diagnostics))]);
  for (const module of seen) checkSyntax(module, diagnostics);

  const evaluator = new Evaluator(program, diagnostics);
  const declared: ServiceFolder[] = [];
  const rootName = basename(files.root);
  const context: Context = {
    files,
    program,
    evaluator,
    schemas: new SchemaWriter(evaluator, diagnostics),
    diagnostics,
    resources: noResources(),
    serviceName: (file) => likelyService(file, declared, rootName),
  };
  declared.push(...readServiceFiles(modules, context));
  for (const module of modules) readResources(module, context);
  const services = discoverServices(context.resources, declared, rootName, diagnostics);
  // What the types led to, packages included.
  for (const module of program.loaded()) if (!seen.has(module)) checkImports(module, program, diagnostics);
  const uses = findUses(modules, services, context);
  await checkSql(uses.sql, acceptedSql, diagnostics);
  checkApp(context, services);
  if (diagnostics.count > 0) return { ok: false, diagnostics: diagnostics.sorted() };
  const app = diagnostics.attempt(() => assemble(manifest, context, services, uses));
  if (app === undefined || diagnostics.count > 0) return { ok: false, diagnostics: diagnostics.sorted() };
  return { ok: true, app };
}

function checkSyntax(module: Module, diagnostics: Diagnostics): void {
  for (const { offset, message } of syntaxErrors(module.source)) {
    const token = /^\w+|^\S?/.exec(module.source.text.slice(offset))?.[0] ?? "";
    diagnostics.add(new SourceError(positionAt(module.source, offset), `Unexpected token \`${token}\`. ${message}`));
  }
}

/** The services that say so themselves: their names are needed to read everything else. */
function readServiceFiles(modules: Module[], context: Context): ServiceFolder[] {
  const { resources, diagnostics } = context;
  for (const module of modules) {
    const before = resources.services.length;
    for (const reference of references(module)) {
      if (reference.specifier === "encore.dev/service" && reference.name === "Service" && reference.form === "new")
        diagnostics.attempt(() => readService(reference, context));
    }
    for (const { node } of resources.services.splice(before + 1))
      diagnostics.add(errorAt(node, "cannot have multiple service declarations in the same module"));
    const isServiceFile = module.file.split("/").at(-1) === SERVICE_FILE;
    if (isServiceFile && resources.services.length === before) {
      diagnostics.add(
        new SourceError(
          { file: module.file, line: 1, column: 1 },
          `${SERVICE_FILE} must define a Service resource`,
          'Write export default new Service("name").',
        ),
      );
    }
  }
  return resources.services.map(({ of, module }) => ({
    name: of.name,
    dir: module.file.split("/").slice(0, -1).join("/"),
    file: module.file,
  }));
}

function readResources(module: Module, context: Context): void {
  for (const reference of references(module)) {
    const read = readerOf(reference);
    if (read !== undefined) context.diagnostics.attempt(() => read(reference, context), reference.node);
  }
}
