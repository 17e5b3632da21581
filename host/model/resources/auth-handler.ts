import { errorAt, positionOf } from "../diagnostics";
import type { Reference } from "../source/references";
import { wireOf } from "../types/to-schema";
import type { Type } from "../types/type";
import { bound, type Context, variableOf } from "./context";
import { signatureOf } from "./signature";

/** `authHandler<Params, Data>(handler)`: who is calling, from headers, query parameters and cookies. */
export function readAuthHandler(reference: Reference, context: Context): void {
  const { node, module, args, typeArgs } = reference;
  const { evaluator, program, schemas, resources } = context;
  const variable = variableOf(reference);
  if (variable === undefined) throw errorAt(node, "auth handler must be bound to a variable");
  const [handler] = args;
  if (handler === undefined) throw errorAt(node, "auth handler must have a handler function");
  const signature = signatureOf(handler, "auth handler");
  const paramsNode = typeArgs[0] ?? signature.request;
  const dataNode = typeArgs[1] ?? signature.response;
  if (paramsNode === undefined || dataNode === undefined)
    throw errorAt(
      node,
      "auth handler must have explicit parameter and return types",
      "Write authHandler<Params, Data>(…).",
    );
  const unpromised = (type: Type): Type =>
    type.kind === "named" && type.declaration.name === "Promise" && program.isUniverse(type.declaration)
      ? (type.args[0] ?? type)
      : type;
  const params = evaluator.typeIn(module, paramsNode);
  const data = unpromised(evaluator.typeIn(module, dataNode));
  const of = params.kind === "named" ? evaluator.underlying(params) : params;
  if (of.kind !== "object") throw errorAt(paramsNode, "auth handler parameter type must be an interface");
  const inBody = of.fields.find((f) => !["header", "query", "cookie"].includes(wireOf(f.type)?.place ?? "body"));
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
        params: schemas.schema(params, paramsNode),
        data: schemas.schema(data, dataNode),
      },
      reference,
    ),
  );
}
