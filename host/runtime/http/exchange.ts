import type { IncomingMessage, ServerResponse } from "node:http";
import type { Refusal } from "../../schema/refusal";
import { errorAnswer, refusalOf } from "../../schema/thrown-error";
import type { AnswerParts } from "../../schema/wire";
import type { AccessLog } from "../access-log";
import type { Arrival, Outcome } from "../admit";
import type { LiveEndpoint } from "../endpoints";
import type { Trace } from "../trace";
import { sendAnswer } from "./answer";
import type { HandlerHeaders, Inbound } from "./inbound";

/** What a request and its answer come with from the server. */
export interface Delivery {
  request: IncomingMessage;
  response: ServerResponse;
  /** Reports an error that is nobody's but ours, and cuts the connection. */
  onDefect(this: void, error: unknown): void;
}

/** What answers depend on, besides the request. */
export interface AnswerRules {
  log: AccessLog;
  /** Errors carry their inner message. */
  withInternal: boolean;
}

/** One request from outside on its way to an endpoint and back. */
export class Exchange implements Arrival, Outcome {
  readonly endpoint: LiveEndpoint;
  readonly delivery: Delivery;
  readonly parts: Inbound;
  readonly trace: Trace;
  /** Flat list of the headers that every answer of an endpoint carries. */
  readonly extra: readonly string[];
  readonly via = "gateway";
  auth: object | null = null;
  readonly #rules: AnswerRules;

  constructor(
    endpoint: LiveEndpoint,
    delivery: Delivery,
    { parts, trace, extra }: Pick<Exchange, "parts" | "trace" | "extra">,
    rules: AnswerRules,
  ) {
    this.endpoint = endpoint;
    this.delivery = delivery;
    this.parts = parts;
    this.trace = trace;
    this.extra = extra;
    this.#rules = rules;
  }

  get target(): string {
    return this.parts.target;
  }

  headers(): HandlerHeaders {
    return this.parts.handlerHeaders(this.trace);
  }

  answered(answer: AnswerParts): void {
    try {
      // Nobody takes it for an answer, and the gateway of the genuine runtime neither.
      if (answer.status < 200)
        return sendAnswer(this.delivery.response, { status: 500, headers: [], body: null }, this.extra);
      sendAnswer(this.delivery.response, answer, this.extra);
    } catch (thrown) {
      this.refused(thrown);
    }
  }

  /** Answers with an error, unless an answer has begun. `more`: headers of this error only. */
  refused(thrown: unknown, more: readonly string[] = []): void {
    if (this.delivery.response.headersSent) return;
    try {
      const refusal = refusalOf(thrown);
      const { service, name } = this.endpoint.model;
      const { traceId, spanId } = this.trace;
      this.#rules.log.refusedEarly({ service, endpoint: name, trace_id: traceId, span_id: spanId }, refusal);
      this.sendRefusal(refusal, more);
    } catch (defect) {
      this.delivery.onDefect(defect);
    }
  }

  sendRefusal(refusal: Refusal, more: readonly string[] = []): void {
    sendAnswer(this.delivery.response, errorAnswer(refusal, this.#rules.withInternal), [...this.extra, ...more]);
  }
}
