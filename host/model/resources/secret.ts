import { ts } from "../compiler";
import { errorAt } from "../diagnostics";
import type { Reference } from "../source/references";
import { bound, type Context, nameArgument } from "./context";

/** `secret("Name")`. */
export function readSecret(reference: Reference, { resources }: Context): void {
  const { node, binding } = reference;
  if (ts.findAncestor(node, ts.isFunctionLike) !== undefined)
    throw errorAt(node, "secrets must be defined globally", "Move the call to the top level of the module.");
  if (binding.kind !== "variable") throw errorAt(node, "secrets must be bound to a variable");
  if (reference.args.length === 0)
    throw errorAt(node, "secret() takes a single argument, the name of the secret as a string literal");
  resources.secrets.push(bound(nameArgument(reference), reference));
}
