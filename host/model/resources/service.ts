import { errorAt } from "../diagnostics";
import { readExpression, readOptions } from "../source/literals";
import type { Reference } from "../source/references";
import { SERVICE_FILE } from "../source/walk";
import { type Context, nameArgument } from "./context";

/** `export default new Service("name", { middlewares })`, in encore.service.ts and nowhere else. */
export function readService(reference: Reference, context: Context): void {
  const { module, node, binding } = reference;
  const isServiceFile = module.file === SERVICE_FILE || module.file.endsWith(`/${SERVICE_FILE}`);
  if (!isServiceFile) throw errorAt(node, `service declarations are only allowed in ${SERVICE_FILE}`);
  if (binding.kind === "variable")
    throw errorAt(
      node,
      "service definitions should not be bound to a variable",
      "Write export default new Service(…).",
    );
  const name = nameArgument(reference);
  if (binding.kind !== "default")
    throw errorAt(node, "service must be default export", "Write export default new Service(…).");
  const [, options] = reference.args;
  if (options !== undefined) readOptions(options, { middlewares: readExpression });
  context.resources.services.push({ of: { name }, module, node });
}
