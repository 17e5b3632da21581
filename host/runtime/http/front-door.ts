import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { Refusal } from "../../schema/refusal";
import { errorAnswer } from "../../schema/thrown-error";
import type { AccessLog } from "../access-log";
import { admit, answerTyped, invoke } from "../admit";
import type { Authenticator } from "../auth/authenticate";
import type { RuntimeContext } from "../context";
import type { Endpoints, LiveEndpoint } from "../endpoints";
import { ObjectDoor } from "../objects/door";
import { handshakeComplaint } from "../streams/handshake";
import type { Header } from "../streams/protocol-headers";
import { METRICS_PATH, type Scrape } from "../metrics/scrape";
import { messageDecoder, runStream } from "../streams/run-stream";
import { SocketPort } from "../streams/socket-port";
import { Upgrader } from "../streams/upgrader";
import type { Request } from "../request";
import { newTrace } from "../trace";
import { sendAnswer } from "./answer";
import { readBody } from "./body";
import { BodyReader } from "./body-reader";
import { Cors } from "./cors";
import { type AnswerRules, type Delivery, Exchange } from "./exchange";
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
/** Bytes of path and query; a longer one is answered with 414 where an endpoint would answer. */
const MAX_TARGET_BYTES = 65_534;
/** Kept by the genuine runtime for itself: no endpoint is found below it. */
const RUNTIME_PATHS = "/__encore/";
/** What the gateway adds to the errors that it makes itself. */
const GATEWAY_ERROR = ["cache-control", "private, no-store"];

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
  readonly #rules: AnswerRules;
  readonly #scrape: Scrape;

  constructor(
    context: RuntimeContext,
    endpoints: Endpoints,
    authenticator: Authenticator,
    log: AccessLog,
    scrape: Scrape,
  ) {
    this.#context = context;
    this.#scrape = scrape;
    this.#cors = new Cors(context.app, context.config.profile === "run");
    this.#authenticator = authenticator;
    this.#log = log;
    this.#objects = context.objects && new ObjectDoor(context.objects);
    this.#rules = { log, withInternal: context.config.profile === "run" };
    for (const endpoint of endpoints.all) this.#router.add(endpoint.model, endpoint);
  }

  /** True when the path leads to a stream, so that an upgrade may become a socket. */
  isStream(request: IncomingMessage): boolean {
    const { method, pathname } = new Inbound(request);
    const route = this.#router.find(method, pathname);
    return route.kind === "found" && route.target.model.kind.startsWith("stream");
  }

  /** Answers any request, now or later; what it throws is a defect as well. */
  serve(delivery: Delivery, handshake?: Handshake): void {
    const { request, response } = delivery;
    const added = handshake?.added;
    const parts = new Inbound(request, added === "malformed" ? undefined : added);
    if (parts.pathname === HEALTH_PATH) return sendAnswer(response, healthAnswer(this.#context), []);
    const headers = request.rawHeaders.length / 2;
    if (headers > MAX_HEADERS)
      return sendAnswer(response, { status: headers > MAX_READ_HEADERS ? 400 : 431, headers: [], body: null }, []);
    if (this.#objects && ObjectDoor.leadsTo(parts.pathname))
      return void this.#objects.serve(request, response).catch(delivery.onDefect);
    if (isRefusedTarget(parts)) return sendAnswer(response, { status: 400, headers: [], body: null }, GATEWAY_ERROR);
    const cors = this.#cors.headers(request);
    if (parts.method === "OPTIONS")
      return sendAnswer(response, { status: 200, headers: [], body: null }, this.#cors.preflight(request));
    if (parts.pathname === METRICS_PATH && parts.method === "GET") {
      const answer = this.#scrape.answerTo(request);
      if (answer) return void answer.then((made) => sendAnswer(response, made, [])).catch(delivery.onDefect);
    }
    if (parts.pathname.startsWith(RUNTIME_PATHS))
      return sendAnswer(response, { status: 404, headers: [], body: null }, []);
    const route = METHODS.has(parts.method) ? this.#router.find(parts.method, parts.pathname) : undefined;
    if (route?.kind === "hiddenByRoute")
      return sendAnswer(response, { status: 405, headers: [], body: null }, [...cors, "allow", route.allow]);
    if (route?.kind !== "found") {
      const refusal = errorAnswer(unrouted(parts, route?.kind), this.#rules.withInternal);
      return sendAnswer(response, refusal, [...cors, ...GATEWAY_ERROR]);
    }
    if (added === "malformed")
      return sendAnswer(response, { status: 400, headers: [], body: null }, [...cors, ...GATEWAY_ERROR]);
    parts.path = route.path;
    const isCorrelated = request.headers["x-correlation-id"] !== undefined;
    const trace = newTrace(isCorrelated ? parts.headers.get("x-correlation-id")?.[0] : undefined);
    const extra = [...cors, "x-encore-trace-id", trace.traceId];
    this.#enter(new Exchange(route.target, delivery, { parts, trace, extra }, this.#rules), handshake);
  }

  #enter(exchange: Exchange, handshake: Handshake | undefined): void {
    const refuse = (thrown: unknown): void => exchange.refused(thrown, GATEWAY_ERROR);
    const forward = (auth: object | null): void => {
      exchange.auth = auth;
      this.#forward(exchange, handshake);
    };
    let auth: object | null | Promise<object | null>;
    try {
      auth = this.#authenticator.authenticate(exchange.parts, exchange.endpoint.model.authRequired, exchange.trace);
    } catch (thrown) {
      return refuse(thrown);
    }
    if (auth instanceof Promise) void auth.then(forward, refuse).catch(exchange.delivery.onDefect);
    else forward(auth);
  }

  #forward(exchange: Exchange, handshake: Handshake | undefined): void {
    const { kind } = exchange.endpoint.model;
    if (exchange.target.length > MAX_TARGET_BYTES)
      return sendAnswer(exchange.delivery.response, { status: 414, headers: [], body: null }, exchange.extra);
    if (kind === "typed") this.#typed(exchange);
    else if (kind === "raw") this.#raw(exchange).catch((thrown) => exchange.refused(thrown));
    else if (kind === "static") this.#static(exchange).catch((thrown) => exchange.refused(thrown));
    else {
      try {
        this.#stream(exchange, handshake);
      } catch (thrown) {
        exchange.refused(thrown);
      }
    }
  }

  /** The most frequent kind: one step follows the other without promises of our own. */
  #typed(exchange: Exchange): void {
    const { endpoint, parts } = exchange;
    const { codec, model } = endpoint;
    if (!codec.readsBody(parts.method)) return answerTyped(endpoint, exchange, this.#log, exchange);
    readBody(
      exchange.delivery.request,
      model.bodyLimit,
      (body) => {
        parts.body = body;
        answerTyped(endpoint, exchange, this.#log, exchange);
      },
      (refusal) => exchange.refused(refusal),
    );
  }

  async #raw(exchange: Exchange): Promise<void> {
    const { endpoint } = exchange;
    const { request, response } = exchange.delivery;
    const rawRequest = admit(endpoint, exchange);
    const writer = this.#writerFor(exchange);
    const reader = new BodyReader(request, endpoint.model.bodyLimit);
    await this.#log
      .around(
        rawRequest,
        () => invoke(endpoint, rawRequest, writer, reader),
        () => response.statusCode,
      )
      .catch((refusal: Refusal) => writer.fail(refusal));
  }

  /** Apart, so that nothing which outlives the handler holds its writer. */
  #writerFor(exchange: Exchange): ResponseWriter {
    return new ResponseWriter(exchange.delivery.response, {
      extra: exchange.extra,
      refuse: (refusal) => exchange.sendRefusal(refusal),
      withoutTypeOf304: this.#context.config.profile === "run",
    });
  }

  async #static(exchange: Exchange): Promise<void> {
    const { endpoint, extra } = exchange;
    const { request, response } = exchange.delivery;
    const staticRequest = admit(endpoint, exchange);
    const segment = endpoint.model.path.at(-1);
    const decoded = endpoint.codec.decodePath(exchange.parts.path);
    const rest = segment && segment.kind !== "literal" ? decoded[segment.name] : undefined;
    const path = typeof rest === "string" ? rest : "";
    const { root } = this.#context.config;
    await this.#log.around(
      staticRequest,
      () => serveStatic(endpoint.model.static!, root, path, { request, response, extra }),
      () => response.statusCode,
    );
  }

  #stream(exchange: Exchange, handshake: Handshake | undefined): void {
    const { endpoint } = exchange;
    const { request } = exchange.delivery;
    const streamRequest = admit(endpoint, exchange, () => checkHandshake(request));
    // With the headers of one, Node has made one.
    if (handshake === undefined) throw badHandshake("no upgrade state was present");
    this.#log.started(streamRequest);
    handshake.release();
    const { connection, head } = handshake;
    this.upgrader.upgrade(request, connection, head, beginStream(endpoint, streamRequest, connection, this.#log));
  }
}

/** Apart, so that nothing which lives as long as the socket holds the HTTP request that it came from. */
function beginStream(
  endpoint: LiveEndpoint,
  request: Request,
  connection: Duplex,
  log: AccessLog,
): (ws: WebSocket) => void {
  return (ws) => {
    const port = new SocketPort(ws, connection, {
      decode: messageDecoder(endpoint, request, log),
      cut: (bytes) => log.socketCut(request, bytes),
    });
    log.completed(request, "http_101");
    log.socketOpened(request, (closed) => void ws.once("close", closed));
    void runStream(endpoint, request, port).catch((thrown) => log.streamFailed(request, thrown));
  };
}

/** Characters which the gateway of the genuine runtime neither takes as they are nor escapes; next to `<` or `>` it escapes quotes too. */
function isRefusedTarget({ pathname, query, target }: Inbound): boolean {
  return pathname.includes("`") || (query.includes('"') && !/[<>]/.test(target));
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
