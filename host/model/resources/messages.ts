/** Request, response and handshake of an endpoint: the checks on whole messages. */
import type { Endpoint, Segment } from "../app";
import type { TS } from "../compiler";
import { errorAt, positionOf, SourceError } from "../diagnostics";
import type { Schema } from "../../schema/schema";
import type { Module } from "../source/module";
import { alternatives, describe, type ObjectType, type Type } from "../types/type";
import { wireOf } from "../types/to-schema";
import type { Context } from "./context";
import { typedPathOf } from "./path-types";
import type { WrittenTypes } from "./signature";

export type Messages = Pick<Endpoint, "path" | "request" | "requestType" | "response" | "handshake" | "handshakeType">;

interface Described {
  node: TS.Node;
  kind: Endpoint["kind"];
  path: Segment[];
  methods: string[];
  written: WrittenTypes;
  module: Module;
}

const WITHOUT_BODY = new Set(["GET", "DELETE", "HEAD", "OPTIONS", "TRACE"]);

/** Undefined when a type could not be read, which is reported then. */
export function describeMessages(endpoint: Described, context: Context): Messages | undefined {
  const { kind, path, written } = endpoint;
  const before = context.diagnostics.count;
  const isStream = kind.startsWith("stream");
  const carrier = isStream ? written.handshake : written.request;
  const first = carrier === undefined ? undefined : messageOf(carrier, endpoint.module, context);
  const isVoid = carrier !== undefined && first === undefined;
  const parameters = first?.of.fields.filter((f) => path.some((s) => s.kind !== "literal" && s.name === f.name)) ?? [];
  const typedPath =
    kind === "typed" || isStream ? typedPathOf(endpoint, isVoid ? [] : first?.of.fields, context) : path;
  const rest = first && {
    ...first,
    of: { ...first.of, fields: first.of.fields.filter((f) => !parameters.includes(f)) },
  };
  const isQuery = isStream || endpoint.methods.some((m) => WITHOUT_BODY.has(m));
  if (rest !== undefined && isQuery) checkQuery(rest.of, rest.node, context);
  const streamed =
    isStream && written.request !== undefined ? messageOf(written.request, endpoint.module, context) : undefined;
  const answer =
    written.response === undefined ? undefined : messageOf(written.response, endpoint.module, context, true);
  if (answer !== undefined && kind !== "streamOut" && kind !== "streamInOut") checkStatus(answer, context);
  if (context.diagnostics.count > before) return undefined;
  const messages: Messages = {
    path: typedPath,
    ...(isStream ? handshakeOf(rest, context) : requestOf(rest, context)),
    ...(streamed === undefined ? {} : requestOf(streamed, context)),
    ...responseOf(answer, context),
  };
  return context.diagnostics.count > before ? undefined : messages;
}

/** A whole message: the type as written and the object behind it. */
interface Message {
  type: Type;
  of: ObjectType;
  node: TS.TypeNode;
}

/** What a Promise promises; other types as they are. */
export function unpromised(type: Type, { program }: Context): Type {
  const isPromise =
    type.kind === "named" && type.declaration.name === "Promise" && program.isUniverse(type.declaration);
  return isPromise ? (type.args[0] ?? type) : type;
}

/** Undefined for void; anything but an object is an error. */
function messageOf(node: TS.TypeNode, module: Module, context: Context, isAnswer = false): Message | undefined {
  const { evaluator } = context;
  const written = evaluator.typeIn(module, node);
  const type = isAnswer ? unpromised(written, context) : written;
  const promised = unpromised(type, context);
  if (promised !== type)
    throw errorAt(
      node,
      `request and response types must be interfaces or void, found ${describe(type)}`,
      "Leave the Promise out.",
    );
  if (type.kind === "basic" && type.name === "void") return undefined;
  const of = type.kind === "named" ? evaluator.underlying(type) : type;
  if (of.kind !== "object") {
    throw errorAt(
      node,
      `expected named interface type, found ${describe(type)}`,
      "A whole message is an object. Put other types into a field of one.",
    );
  }
  if (of.call === true) throw errorAt(node, `call signatures are not supported in schema types: ${describe(type)}`);
  if (of.index !== undefined) {
    throw errorAt(node, `type index is not supported in schema types: ${describe(type)}`, "Put the map into a field.");
  }
  return { type, of, node };
}

function requestOf(message: Message | undefined, context: Context): Pick<Messages, "request" | "requestType"> {
  if (message === undefined || message.of.fields.length === 0) return {};
  const { schema, id } = whole(message, context);
  return { request: schema, ...(id === undefined ? {} : { requestType: id }) };
}

function handshakeOf(message: Message | undefined, context: Context): Pick<Messages, "handshake" | "handshakeType"> {
  if (message === undefined) return {};
  const { schema, id } = whole(message, context);
  return { handshake: schema, ...(id === undefined ? {} : { handshakeType: id }) };
}

/** The object without path parameters, and the name that the source gives to the type. */
function whole(message: Message, context: Context): { schema: Schema; id?: string } {
  return context.schemas.within(message.node, () => writeWhole(message, context));
}

function writeWhole({ type, of, node }: Message, { schemas, program }: Context): { schema: Schema; id?: string } {
  const schema: Schema = { kind: "object", fields: schemas.fields(of.fields, node) };
  if (type.kind !== "named") return { schema };
  if (program.isUniverse(type.declaration)) {
    throw errorAt(
      node,
      `missing package name for universe.ts: ${type.declaration.name} as a whole request`,
      "Declare an interface, or use the utility type in a field.",
    );
  }
  const named = schemas.schema(type, node);
  return named.kind === "ref" ? { schema, id: named.id } : { schema };
}

function responseOf(message: Message | undefined, { schemas }: Context): Pick<Messages, "response"> {
  // An empty object that has a name is still an answer.
  if (message === undefined || (message.of.fields.length === 0 && message.type.kind !== "named")) return {};
  const { type, node } = message;
  return { response: schemas.within(node, () => schemas.schema(type, node)) };
}

function checkStatus({ of, node }: Message, { diagnostics }: Context): void {
  const [first, ...more] = of.fields
    .filter((f) => wireOf(f.type)?.place === "httpStatus")
    .map((f) => positionOf(f.node ?? node));
  if (first === undefined || more.length === 0) return;
  diagnostics.add(new SourceError(first, "http status can only be defined once per response type", "Leave one.", more));
}

function checkQuery(type: ObjectType, node: TS.Node, context: Context): void {
  for (const field of type.fields) {
    const place = wireOf(field.type)?.place;
    if (place !== undefined && place !== "query") continue;
    if (!fitsQuery(field.type, context)) {
      throw errorAt(
        field.node ?? node,
        `type not supported for query parameters: ${field.name}: ${describe(field.type)}`,
        "Query parameters are scalars, unions of them, or lists of them.",
      );
    }
  }
}

function fitsQuery(type: Type, context: Context): boolean {
  return alternatives(type, context.evaluator).every((t) => {
    if (t.kind === "wire") return fitsQuery(t.of, context);
    if (t.kind === "named") return fitsQuery(context.evaluator.underlying(t), context);
    if (t.kind === "array") return fitsQuery(t.item, context);
    return t.kind === "basic" || t.kind === "literal" || t.kind === "enum";
  });
}
