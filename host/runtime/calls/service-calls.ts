import { STATUS_CODES } from "node:http";
import { statusOf } from "../../schema/error-codes";
import { NativeValueError } from "../../schema/native-value";
import { Refusal } from "../../schema/refusal";
import type { CallParts } from "../../schema/wire";
import type { AuthCodec } from "../../schema/auth-codec";
import type { AccessLog } from "../access-log";
import { admit, type Arrival, typedAnswer } from "../admit";
import type { Endpoints, LiveEndpoint } from "../endpoints";
import { nativeError } from "../native-error";
import type { Request } from "../request";
import { localStream, type WebSocketClient } from "../streams/local-stream";
import { messageDecoder, runStream } from "../streams/run-stream";
import { childTrace, newTrace } from "../trace";
import { ApiCallError } from "./api-call-error";

export interface CallOptions {
  /** In place of the caller's own auth data. */
  authData?: unknown;
}

/**
 * Calls between services (facts 8): in the process, and still encoded and decoded on both ends, so that a value arrives as it
 * would over HTTP.
 */
export class ServiceCalls {
  readonly #endpoints: Endpoints;
  readonly #auth: AuthCodec | undefined;
  readonly #log: AccessLog;
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(endpoints: Endpoints, auth: AuthCodec | undefined, log: AccessLog) {
    this.#endpoints = endpoints;
    this.#auth = auth;
    this.#log = log;
  }

  /**
   * Resolves to what the endpoint returned, null without a response type, or an ApiCallError when the endpoint refused. Rejects
   * for arguments that cannot be sent.
   */
  async call(
    service: string,
    name: string,
    args: unknown,
    source: Request | null | undefined,
    options?: CallOptions | null,
  ): Promise<unknown> {
    const endpoint = this.#find(service, name);
    const { codec } = endpoint;
    this.#running++;
    try {
      const arrival = this.#arrival(codec.encodeRequest(args), source, options);
      return codec.decodeResponse(await typedAnswer(endpoint, arrival, this.#log));
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      this.#log.refusedEarly({ service, endpoint: name }, thrown);
      return new ApiCallError(thrown.code, thrown.message, thrown.details ?? null);
    } finally {
      this.#running--;
      if (this.#running === 0) for (const done of this.#waiting.splice(0)) done();
    }
  }

  /** Resolves once no call is under way. */
  async idle(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((done) => this.#waiting.push(done));
  }

  /** Opens a stream; rejects when the handshake is refused. */
  async stream(
    service: string,
    name: string,
    handshake: unknown,
    source: Request | null | undefined,
    options?: CallOptions | null,
  ): Promise<WebSocketClient> {
    const endpoint = this.#find(service, name);
    const arrival = this.#arrival(endpoint.codec.encodeRequest(handshake), source, options);
    const request = admitStream(endpoint, arrival);
    const { server, client } = localStream(endpoint.codec, messageDecoder(endpoint, request, this.#log));
    this.#log.started(request);
    this.#log.completed(request, "http_101");
    void runStream(endpoint, request, server).catch((thrown) => this.#log.streamFailed(request, thrown));
    return client;
  }

  #find(service: string, name: string): LiveEndpoint {
    const endpoint = this.#endpoints.find(service, name);
    if (endpoint === undefined)
      throw nativeError(`failed to make api call: unknown endpoint ${service}.${name}`, "GenericFailure");
    return endpoint;
  }

  #arrival(parts: CallParts, source: Request | null | undefined, options: CallOptions | null | undefined): Arrival {
    return {
      parts,
      target: parts.target,
      via: "service",
      auth: this.#authData(source, options),
      trace: source ? childTrace(source.trace) : newTrace(),
      headers: () =>
        Object.fromEntries(
          [...parts.headers].map(([name, values]) => [name, values.length === 1 ? values[0]! : [...values]]),
        ),
    };
  }

  /** Auth data crosses services as its type says, whatever the caller put in. */
  #authData(source: Request | null | undefined, options: CallOptions | null | undefined): object | null {
    const given = options?.authData;
    if (given === undefined || given === null) return source?.getAuthData() ?? null;
    if (typeof (given as { userID?: unknown }).userID !== "string")
      throw new NativeValueError("userID missing in auth data");
    return this.#auth ? this.#auth.checkData(given) : (given as object);
  }
}

/** A handshake that is refused is known to the genuine caller by its HTTP status alone. */
function admitStream(endpoint: LiveEndpoint, arrival: Arrival): Request {
  try {
    return admit(endpoint, arrival);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const status = statusOf(thrown.code);
    const error =
      'Error { code: Unknown, message: "failed connecting to websocket endpoint", ' +
      `internal_message: Some("HTTP error: ${status} ${STATUS_CODES[status] ?? "<unknown status code>"}"), ` +
      "details: None, stack: None }";
    throw nativeError(`failed to make api call: ${error}`, "GenericFailure");
  }
}
