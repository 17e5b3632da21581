import { ts, type TS } from "../compiler";
import type { Module } from "../source/module";
import type { Program } from "../source/program";
import type { Bound } from "./context";

/** The resource that an identifier in `module` holds, directly or by import. */
export function resourceAt<T>(
  node: TS.Expression,
  module: Module,
  list: Bound<T>[],
  program: Program,
): Bound<T> | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const entity = program.lookup(module, module.scope, node.text);
  if (entity?.kind !== "declared") return undefined;
  const { declaration } = entity;
  return list.find((b) => b.module === declaration.module && b.name === declaration.name);
}
