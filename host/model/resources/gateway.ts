import { errorAt } from "../diagnostics";
import { readExpression, readOptions } from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context } from "./context";

/** `new Gateway({ authHandler })`. */
export function readGateway(reference: Reference, context: Context): void {
  const [config] = reference.args;
  if (config === undefined) throw errorAt(reference.node, "missing config object");
  const { values } = readOptions(config, { authHandler: readExpression });
  context.resources.gateways.push(
    bound(values.authHandler === undefined ? {} : { authHandler: values.authHandler }, reference),
  );
}
