import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { Refusal } from "../../schema/refusal";
import { errorAnswer, refusalOf } from "../../schema/thrown-error";
import type { AccessLog } from "../access-log";
import { admit, answerTyped, type Arrival, invoke } from "../admit";
import type { Authenticator } from "../auth/authenticate";
import type { RuntimeContext } from "../context";
import type { Endpoints, LiveEndpoint } from "../endpoints";
import { ObjectDoor } from "../objects/door";
import { handshakeComplaint } from "../streams/handshake";
import type { Header } from "../streams/protocol-headers";
import { messageDecoder, runStream } from "../streams/run-stream";
import { SocketPort } from "../streams/socket-port";
import { Upgrader } from "../streams/upgrader";
import { newTrace, type Trace } from "../trace";
import { sendAnswer } from "./answer";
import { readBody } from "./body";
import { BodyReader } from "./body-reader";
import { Cors } from "./cors";
import { HEALTH_PATH, healthAnswer } from "./health";
import { Inbound } from "./inbound";
import { ResponseWriter } from "./response-writer";
import { Router } from "./router";
import { serveStatic } from "./static";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]);
/** Headers of a request. The genuine runtime reads 100, of which its gateway sets eight. */
const MAX_HEADERS = 92;
/** Its gateway does not even read more than these. */
const MAX_READ_HEADERS = 256;
/** Bytes of path and query; the next longer one is answered with 414. */
const MAX_TARGET_BYTES = 65_534;
/** What the gateway adds to the errors that it makes itself. */
const GATEWAY_ERROR = ["cache-control", "private, no-store"];

/** One request from outside on its way to an endpoint. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  inbound: Inbound;
  trace: Trace;
  /** Flat list of the headers that every answer of an endpoint carries. */
  extra: readonly string[];
}

/** Where a WebSocket handshake may become a socket. */
export interface Handshake {
  connection: Duplex;
  head: Buffer;
  /** Headers from its subprotocols. */
  added: readonly Header[] | "malformed";
  /** Gives the response up, so that the connection is free for the socket. */
  release(): void;
}

/** Everything between a request from outside and an endpoint: the rules of the gateway (facts 6), then the endpoint by its kind. */
export class FrontDoor {
  readonly upgrader = new Upgrader();
  readonly #context: RuntimeContext;
  readonly #router = new Router<LiveEndpoint>();
  readonly #cors: Cors;
  readonly #authenticator: Authenticator;
  readonly #log: AccessLog;
  readonly #objects: ObjectDoor | undefined;

  constructor(context: RuntimeContext, endpoints: Endpoints, authenticator: Authenticator, log: AccessLog) {
    this.#context = context;
    this.#cors = new Cors(context.app, context.config.profile === "run");
    this.#authenticator = authenticator;
    this.#log = log;
    this.#objects = context.objects && new ObjectDoor(context.objects);
    for (const endpoint of endpoints.all) this.#router.add(endpoint.model, endpoint);
  }

  /** True when the path leads to a stream, so that an upgrade may become a socket. */
  isStream(request: IncomingMessage): boolean {
    const { method, pathname } = new Inbound(request);
    const route = this.#router.find(method, pathname);
    return route.kind === "found" && route.target.model.kind.startsWith("stream");
  }

  /** Answers any request. */
  async serve(request: IncomingMessage, response: ServerResponse, handshake?: Handshake): Promise<void> {
    const added = handshake?.added;
    const inbound = new Inbound(request, added === "malformed" ? undefined : added);
    if (inbound.pathname === HEALTH_PATH) return sendAnswer(response, healthAnswer(this.#context), []);
    const headers = request.rawHeaders.length / 2;
    if (headers > MAX_HEADERS)
      return sendAnswer(response, { status: headers > MAX_READ_HEADERS ? 400 : 431, headers: [], body: null }, []);
    if (this.#objects && ObjectDoor.leadsTo(inbound.pathname)) return this.#objects.serve(request, response);
    const cors = this.#cors.headers(request);
    if (inbound.method === "OPTIONS")
      return sendAnswer(response, { status: 200, headers: [], body: null }, this.#cors.preflight(request));
    if (inbound.target.length > MAX_TARGET_BYTES)
      return sendAnswer(response, { status: 414, headers: [], body: null }, []);
    const route = METHODS.has(inbound.method) ? this.#router.find(inbound.method, inbound.pathname) : undefined;
    if (route?.kind === "hiddenByRoute") return sendAnswer(response, { status: 405, headers: [], body: null }, cors);
    if (route?.kind !== "found")
      return this.#sendRefusal(response, unrouted(inbound, route?.kind), [...cors, ...GATEWAY_ERROR]);
    if (added === "malformed")
      return sendAnswer(response, { status: 400, headers: [], body: null }, [...cors, ...GATEWAY_ERROR]);
    inbound.path = route.path;
    const trace = newTrace(inbound.headers.get("x-correlation-id")?.[0]);
    const extra = [...cors, "x-encore-trace-id", trace.traceId];
    await this.#enter(route.target, { request, response, inbound, trace, extra }, handshake);
  }

  async #enter(endpoint: LiveEndpoint, exchange: Exchange, handshake: Handshake | undefined): Promise<void> {
    const { inbound, response, trace, extra } = exchange;
    let auth: object | null;
    try {
      auth = await this.#authenticator.authenticate(inbound, endpoint.model.authRequired, trace);
    } catch (thrown) {
      return this.#refuse(endpoint, exchange, thrown, [...extra, ...GATEWAY_ERROR]);
    }
    const arrival: Arrival = {
      parts: inbound,
      target: inbound.target,
      via: "gateway",
      auth,
      trace,
      headers: () => inbound.handlerHeaders(trace),
    };
    try {
      if (endpoint.model.kind === "typed") await this.#typed(endpoint, arrival, exchange);
      else if (endpoint.model.kind === "raw") await this.#raw(endpoint, arrival, exchange);
      else if (endpoint.model.kind === "static") await this.#static(endpoint, arrival, exchange);
      else this.#stream(endpoint, arrival, exchange, handshake);
    } catch (thrown) {
      if (!response.headersSent) this.#refuse(endpoint, exchange, thrown, extra);
    }
  }

  async #typed(
    endpoint: LiveEndpoint,
    arrival: Arrival,
    { request, response, inbound, extra }: Exchange,
  ): Promise<void> {
    if (endpoint.codec.readsBody(inbound.method)) inbound.body = await readBody(request, endpoint.model.bodyLimit);
    sendAnswer(response, await answerTyped(endpoint, arrival, this.#log), extra);
  }

  async #raw(endpoint: LiveEndpoint, arrival: Arrival, { request, response, extra }: Exchange): Promise<void> {
    const rawRequest = admit(endpoint, arrival);
    const writer = new ResponseWriter(response, {
      extra,
      refuse: (refusal) => this.#sendRefusal(response, refusal, extra),
      withoutTypeOf304: this.#context.config.profile === "run",
    });
    await this.#log
      .around(rawRequest, () => invoke(endpoint, rawRequest, writer, new BodyReader(request, endpoint.model.bodyLimit)))
      .catch((refusal: Refusal) => writer.fail(refusal));
  }

  async #static(endpoint: LiveEndpoint, arrival: Arrival, { request, response, extra }: Exchange): Promise<void> {
    const staticRequest = admit(endpoint, arrival);
    const segment = endpoint.model.path.at(-1);
    const decoded = endpoint.codec.decodePath(arrival.parts.path);
    const rest = segment && segment.kind !== "literal" ? decoded[segment.name] : undefined;
    const path = typeof rest === "string" ? rest : "";
    await this.#log.around(staticRequest, () =>
      serveStatic(endpoint.model.static!, this.#context.config.root, path, { request, response, extra }),
    );
  }

  #stream(endpoint: LiveEndpoint, arrival: Arrival, { request }: Exchange, handshake: Handshake | undefined): void {
    const streamRequest = admit(endpoint, arrival, () => checkHandshake(request));
    // With the headers of one, Node has made one.
    if (handshake === undefined) throw badHandshake("no upgrade state was present");
    this.#log.started(streamRequest);
    handshake.release();
    this.upgrader.upgrade(request, handshake.connection, handshake.head, (ws) => {
      const port = new SocketPort(ws, handshake.connection, {
        decode: messageDecoder(endpoint, streamRequest, this.#log),
        cut: (bytes) => this.#log.socketCut(streamRequest, bytes),
      });
      this.#log.completed(streamRequest, "http_101");
      void runStream(endpoint, streamRequest, port).catch((thrown) => this.#log.streamFailed(streamRequest, thrown));
    });
  }

  #refuse(endpoint: LiveEndpoint, { response, trace }: Exchange, thrown: unknown, headers: readonly string[]): void {
    const refusal = refusalOf(thrown);
    const { service, name } = endpoint.model;
    this.#log.failed({ service, endpoint: name, trace_id: trace.traceId, span_id: trace.spanId }, refusal);
    this.#sendRefusal(response, refusal, headers);
  }

  #sendRefusal(response: ServerResponse, refusal: Refusal, headers: readonly string[]): void {
    sendAnswer(response, errorAnswer(refusal, this.#context.config.profile === "run"), headers);
  }
}

function checkHandshake({ headers }: IncomingMessage): void {
  const complaint = handshakeComplaint(headers);
  if (complaint !== undefined) throw badHandshake(complaint);
}

function badHandshake(reason: string): Refusal {
  return new Refusal("invalid_argument", reason, reason);
}

/** `kind` is undefined for a method outside of the standard ones. */
function unrouted({ method, pathname }: Inbound, kind: "unknownPath" | "wrongMethod" | undefined): Refusal {
  if (kind === undefined) return new Refusal("invalid_argument", "invalid method", `invalid method: ${method}`);
  if (kind === "wrongMethod")
    return new Refusal("not_found", "no route for method", `no route for method ${method}: ${pathname}`);
  return new Refusal("not_found", "endpoint not found", `no such endpoint exists: ${pathname}`);
}
