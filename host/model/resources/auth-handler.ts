import { errorAt, positionOf } from "../diagnostics";
import type { Reference } from "../source/references";
import { wireOf } from "../types/to-schema";
import { describe } from "../types/type";
import { bound, type Context, variableOf } from "./context";
import { unpromised } from "./messages";
import { signatureOf } from "./signature";

/** `authHandler<Params, Data>(handler)`: who is calling, from headers, query parameters and cookies. */
export function readAuthHandler(reference: Reference, context: Context): void {
  const { node, module, args, typeArgs } = reference;
  const { evaluator, schemas, resources } = context;
  const variable = variableOf(reference);
  if (variable === undefined) throw errorAt(node, "auth handler must be bound to a variable");
  const [handler] = args;
  if (handler === undefined) throw errorAt(node, "auth handler must have a handler function as its first argument");
  const signature = signatureOf(handler, "auth handler");
  const paramsNode = signature.request ?? typeArgs[0];
  const dataNode = signature.response ?? typeArgs[1];
  const missing = paramsNode === undefined ? "parameter" : "result";
  if (paramsNode === undefined || dataNode === undefined)
    throw errorAt(
      node,
      `auth handler must have an explicitly defined ${missing} type`,
      "Write authHandler<Params, Data>(…).",
    );
  const params = evaluator.typeIn(module, paramsNode);
  const data = unpromised(evaluator.typeIn(module, dataNode), context);
  const of = params.kind === "named" ? evaluator.underlying(params) : params;
  if (of.kind !== "object")
    throw errorAt(
      paramsNode,
      `expected named interface type, found ${describe(params)}`,
      "The parameters are an object.",
    );
  const inBody = of.fields.find((f) => wireOf(f.type) === undefined);
  if (inBody !== undefined) {
    throw errorAt(
      inBody.node ?? paramsNode,
      `authHandler parameter type can only consist of Query and Header fields: ${inBody.name}`,
      "Mark it as Header, Query or Cookie of encore.dev/api.",
    );
  }
  const name = variable.text;
  resources.authHandlers.push(
    bound(
      {
        name,
        service: context.serviceName(module.file),
        at: positionOf(node),
        exportName: name,
        params: schemas.within(paramsNode, () => schemas.schema(params, paramsNode)),
        data: schemas.within(dataNode, () => schemas.schema(data, dataNode)),
      },
      reference,
    ),
  );
}
