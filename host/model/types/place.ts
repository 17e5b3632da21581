/** Where a piece of type syntax is read. */
import { ts, type TS } from "../compiler";
import type { Module, Scope } from "../source/module";
import type { Type } from "./type";

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

/**
 * Whether a piece of syntax mentions a type parameter, a key or an inferred type. The genuine parser reads a declaration once,
 * before it knows what these stand for.
 */
export function isOpen(node: TS.Node, at: Place): boolean {
  if (at.bound.size === 0) return false;
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && at.bound.has(node.typeName.text)) return true;
  return ts.forEachChild(node, (child) => isOpen(child, at) || undefined) ?? false;
}
