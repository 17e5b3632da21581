import type { Endpoint } from "../model/app";
import type { Types } from "./schema";
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
export declare function endpointCodec(endpoint: Endpoint, types: Types, make?: ValueMakers): EndpointCodec;
