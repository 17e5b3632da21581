import type { Endpoint } from "../model/app";
import { callEncoder } from "./call-encoder";
import { Compiler } from "./compile";
import { Decimal } from "./decimal";
import { assertObject, objectText } from "./native-value";
import { fieldsOf, placesOf } from "./places";
import { invalid } from "./refusal";
import {
  bodyDecoder,
  decodeBody,
  decodeHeaders,
  decodePath,
  type PathField,
  pathFields,
  type RequestDecoder,
  requestDecoder,
} from "./request-decoder";
import { bodyPrinter, responseEncoder } from "./response-encoder";
import type { Field, Schema, Types } from "./schema";
import type { AnswerParts, CallParts, HandlerResult, RequestParts, ValueMakers } from "./wire";

/**
 * Everything one endpoint says about its bytes, built once at start. All methods are pure and synchronous; what a caller sent
 * wrongly throws a Refusal (refusal.ts), what a handler returned wrongly a Refusal with code `internal`, what application code
 * passed wrongly to a call or to `send` a NativeValueError (native-value.ts) with code InvalidArg.
 *
 * Next to it: authCodec (auth-codec.ts), messageCodec for topics (message-codec.ts), thrown values and error bodies
 * (thrown-error.ts), Decimal arithmetic (decimal.ts).
 */
export interface EndpointCodec {
  /** Whether a request with this method has its body looked at; otherwise it need not be read and bad JSON is no error. */
  readsBody(method: string): boolean;
  /**
   * Order: path, header, cookie, query, body. The merged payload as handlers get it (facts 3.2): `{}` for a typed endpoint without
   * request type, null for a stream without handshake, the decoded path parameters for a raw endpoint.
   */
  decodeRequest(parts: RequestParts): Record<string, unknown> | null;
  /** Path parameters alone, for `currentRequest()`. Call it only after decodeRequest succeeded. */
  decodePath(path: RequestParts["path"]): Record<string, unknown>;
  encodeResponse(result: HandlerResult): AnswerParts;

  /** Stream: client → handler. */
  decodeMessage(data: Buffer | string): unknown;
  /** Stream: handler → client, and the single answer of a streamIn. null: the type is empty, nothing is sent (facts 7.1). */
  encodeMessage(value: unknown): string | null;

  /** Call between services: what the caller passes → what the callee's decodeRequest takes; also the handshake of a stream. */
  encodeRequest(args: unknown): CallParts;
  /** What the callee's encodeResponse gave → what the caller gets: header and body fields merged, null without response type. */
  decodeResponse(answer: AnswerParts): unknown;
  /** Stream between services, caller's side: what it sends. */
  encodeClientMessage(value: unknown): string | null;
  /** Stream between services, caller's side: what it receives. */
  decodeServerMessage(data: Buffer | string): unknown;
}

/** Builds the codec; `make` defaults to the runtime's own Decimal. Throws when the schema names an unknown type. */
export function endpointCodec(endpoint: Endpoint, types: Types, make: ValueMakers = NATIVE): EndpointCodec {
  const compiler = new Compiler(types, make);
  const path = pathFields(endpoint, compiler);
  const decoderOf = requestDecoders(endpoint, path, compiler, types);
  const isStream = endpoint.kind.startsWith("stream");
  const callMethod = isStream ? "GET" : callMethodOf(endpoint.methods);
  const called = decoderOf(callMethod).places;
  const hasPayload = !isStream || endpoint.handshake !== undefined || path.length > 0;
  const response = endpoint.response === undefined ? undefined : fieldsOf(endpoint.response, types);
  return {
    readsBody: (method) => decoderOf(method).body !== undefined,
    decodeRequest: (parts) => (hasPayload ? decoderOf(parts.method).decode(parts) : null),
    decodePath(raw) {
      const into: Record<string, unknown> = {};
      decodePath(path, raw, into);
      return into;
    },
    encodeResponse: responseEncoder(response, compiler),
    decodeResponse: responseDecoder(response, compiler, types),
    encodeRequest: callEncoder(endpoint, callMethod, called, bodyPrinter(called)),
    ...messages(isStream ? endpoint : undefined, compiler, types),
  };
}

/** One decoder for the methods with a body, one for those without; only those that the endpoint needs. */
function requestDecoders(
  endpoint: Endpoint,
  path: readonly PathField[],
  compiler: Compiler,
  types: Types,
): (method: string) => RequestDecoder {
  const build = (schema: Schema | undefined, unmarked: "body" | "query") =>
    requestDecoder(fieldsOf(schema, types), unmarked, path, compiler, types);
  if (endpoint.kind.startsWith("stream")) {
    const handshake = build(endpoint.handshake, "query");
    return () => handshake;
  }
  const needs = (withBody: boolean) => endpoint.methods.some((m) => m === "*" || BODY_METHODS.has(m) === withBody);
  const withBody = needs(true) ? build(endpoint.request, "body") : undefined;
  const without = needs(false) || withBody === undefined ? build(endpoint.request, "query") : withBody;
  return (method) => (withBody !== undefined && BODY_METHODS.has(method) ? withBody : without);
}

const NATIVE: ValueMakers = { decimal: (text) => Decimal.parse(text) };
const BODY_METHODS = new Set(["POST", "PUT", "PATCH"]);

/** The method of calls between services: the endpoint's first that carries a body, else its first. */
export function callMethodOf(methods: readonly string[]): string {
  if (methods.includes("*")) return "POST";
  return methods.find((m) => BODY_METHODS.has(m)) ?? methods[0] ?? "POST";
}

type Messages = Pick<EndpointCodec, "decodeMessage" | "encodeMessage" | "encodeClientMessage" | "decodeServerMessage">;

/** Fields of messages that are marked for another place than the body are lost, as in the genuine runtime. */
function messages(stream: Endpoint | undefined, compiler: Compiler, types: Types): Messages {
  const client = placesOf(fieldsOf(stream?.request, types), "body", false, compiler).body;
  const server = placesOf(fieldsOf(stream?.response, types), "body", true, compiler).body;
  const decoder = (fields: readonly Field[]) => {
    const decode = fields.length === 0 ? undefined : bodyDecoder(fields, compiler, types);
    return (data: Buffer | string) => {
      if (decode === undefined) throw invalid("invalid streaming body type in schema");
      return decodeBody(decode, data, "request");
    };
  };
  const encoder = (fields: readonly Field[]) => {
    const print = bodyPrinter({ body: fields });
    return (value: unknown) => {
      assertObject(value);
      if (print !== undefined) return print(value);
      objectText(value);
      return null;
    };
  };
  return {
    decodeMessage: decoder(client),
    encodeMessage: encoder(server),
    encodeClientMessage: encoder(client),
    decodeServerMessage: decoder(server),
  };
}

/** Built at the first call: most endpoints are never called by another service. */
function responseDecoder(
  response: readonly Field[] | undefined,
  compiler: Compiler,
  types: Types,
): EndpointCodec["decodeResponse"] {
  if (response === undefined) return () => null;
  let decode: EndpointCodec["decodeResponse"] | undefined;
  return (answer) => (decode ??= buildResponseDecoder(response, compiler, types))(answer);
}

function buildResponseDecoder(
  response: readonly Field[],
  compiler: Compiler,
  types: Types,
): EndpointCodec["decodeResponse"] {
  const places = placesOf(response, "body", true, compiler);
  const body = places.body.length === 0 ? undefined : bodyDecoder(places.body, compiler, types);
  return (answer) => {
    const result: Record<string, unknown> = {};
    const headers = new Map<string, string[]>();
    for (const [name, value] of answer.headers) headers.set(name, [...(headers.get(name) ?? []), value]);
    decodeHeaders(places.header, headers, result);
    if (body === undefined) return result;
    return Object.assign(result, decodeBody(body, answer.body ?? "", "response"));
  };
}
