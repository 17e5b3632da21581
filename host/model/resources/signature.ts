/** Which types an endpoint, stream or auth handler is written with. Nothing is inferred: what is not written does not exist. */
import type { Endpoint } from "../app";
import { ts, type TS } from "../compiler";
import { errorAt } from "../diagnostics";
import type { Reference } from "../source/references";

export interface WrittenTypes {
  request?: TS.TypeNode | undefined;
  response?: TS.TypeNode | undefined;
  handshake?: TS.TypeNode | undefined;
}

/** The annotations of a function literal: of its first parameter, and of what it returns. */
export function signatureOf(
  handler: TS.Expression,
  what: string,
): { request?: TS.TypeNode | undefined; response?: TS.TypeNode | undefined } {
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) return {};
  if (handler.typeParameters !== undefined) throw errorAt(handler, `${what} cannot have type parameters`);
  const [first] = handler.parameters;
  // A parameter with a default value counts as not annotated.
  return { request: first?.initializer === undefined ? first?.type : undefined, response: handler.type };
}

/** Streams are written with type arguments; a handler literal with two parameters has a handshake. */
export function streamTypes(
  kind: Endpoint["kind"],
  { node, member, typeArgs }: Reference,
  handler: TS.Expression,
): WrittenTypes {
  if (typeArgs.length === 0)
    throw errorAt(
      node,
      `missing type parameters in call to ${member}`,
      "Name the message types: api.streamInOut<In, Out>(…).",
    );
  const isLiteral = ts.isArrowFunction(handler) || ts.isFunctionExpression(handler);
  const { response: returned } = signatureOf(handler, "stream endpoint handler");
  const shift = isLiteral && handler.parameters.length === 2 ? 1 : 0;
  const counts = { streamInOut: [2], streamIn: [1, 2], streamOut: [1] }[kind as "streamIn"].map((n) => n + shift);
  if (!counts.includes(typeArgs.length)) {
    throw errorAt(
      typeArgs[0] ?? node,
      `wrong number of type parameters, expected ${counts.join(" or ")}, found ${typeArgs.length}`,
    );
  }
  const [first, second] = typeArgs.slice(shift);
  const handshake = shift === 1 ? typeArgs[0] : undefined;
  if (kind === "streamOut") return { handshake, response: first };
  return { handshake, request: first, response: second ?? (kind === "streamIn" ? returned : undefined) };
}
