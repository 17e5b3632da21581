import type { Subscription, Topic } from "../../model/app";
import { messageCodec } from "../../schema/message-codec";
import type { Delivery } from "../../services/pubsub/queue-store";
import { mayRetry } from "../../services/pubsub/retry-policy";
import { inOwnContext } from "../admit";
import type { RuntimeContext } from "../context";
import { Request } from "../request";
import { newTrace, type Trace } from "../trace";
import { brokerOf, findTopic, queueName } from "./queues";

/** What encore.dev gives for a subscription; the handler takes a Request. */
export interface SubscriptionConfig {
  topicName: string;
  subscriptionName: string;
  handler(request: Request): unknown;
}

/** As many as the genuine runtime handles at once when the source says nothing (facts 9.1). */
const defaultConcurrency = 100;

/** A subscription as encore.dev sees it. */
export class PubSubSubscription {
  readonly #context: RuntimeContext;
  readonly #config: SubscriptionConfig;

  constructor(context: RuntimeContext, config: SubscriptionConfig) {
    this.#context = context;
    this.#config = config;
  }

  /** Stays pending while the subscription is served, which is as long as the process runs. */
  async subscribe(): Promise<void> {
    const { topicName, subscriptionName } = this.#config;
    const topic = findTopic(this.#context.app, topicName);
    const subscription = topic?.subscriptions.find(({ name }) => name === subscriptionName);
    const broker = brokerOf(this.#context);
    if (topic && subscription && broker) {
      const queue = queueName(topic, subscription);
      const maxConcurrency = subscription.maxConcurrency ?? defaultConcurrency;
      const onUnanswered = (delivery: Delivery): void => this.#unanswered(topic, subscription, delivery);
      broker.subscribe({ ...subscription, queue, maxConcurrency, onUnanswered }, this.#handlerFor(topic, subscription));
    } else {
      this.#context.log.write("warn", "pub/sub is not configured for use by this process", {
        topic: topicName,
        subscription: subscriptionName,
      });
    }
    return new Promise(() => {});
  }

  #unanswered(topic: Topic, subscription: Subscription, { messageId }: Delivery): void {
    const { log, metrics } = this.#context;
    const names = { service: subscription.service, topic: topic.name, subscription: subscription.name };
    metrics.deliveries.add({ ...names, outcome: "dead" });
    log.write("error", "message is a dead letter: each process that had it ended or hung", {
      ...names,
      message_id: messageId,
    });
  }

  #handlerFor(topic: Topic, subscription: Subscription): (delivery: Delivery) => Promise<void> {
    const { app, makers, log, metrics } = this.#context;
    const codec = messageCodec(topic.message, app.types, makers);
    const names = { service: subscription.service, topic: topic.name, subscription: subscription.name };
    return async (delivery) => {
      try {
        const decoded = codec.decode(delivery.payload);
        if (!decoded.ok) throw new Error(`the message does not fit its type: ${decoded.reason}`);
        const request = requestFor(names, delivery, decoded.value);
        await inOwnContext(() => this.#config.handler(request));
        metrics.deliveries.add({ ...names, outcome: "handled" });
      } catch (error) {
        const comesAgain = mayRetry(subscription, delivery.attempt);
        metrics.deliveries.add({ ...names, outcome: comesAgain ? "failed" : "dead" });
        log.write(
          "error",
          comesAgain
            ? "message failed and will be tried again"
            : "message failed for the last time and is a dead letter now",
          {
            ...names,
            message_id: delivery.messageId,
            delivery_attempt: delivery.attempt,
            error: error instanceof Error ? error.message : String(error),
            ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
          },
        );
        throw error;
      }
    };
  }
}

function requestFor(
  names: { service: string; topic: string; subscription: string },
  delivery: Delivery,
  payload: Record<string, unknown>,
): Request {
  return new Request({
    payload,
    trace: traceOf(delivery),
    log: names,
    meta: () => ({
      pubsubMessage: {
        ...names,
        id: delivery.messageId,
        publishedAt: delivery.publishedAt.toISOString(),
        deliveryAttempt: delivery.attempt,
        parsedPayload: payload,
      },
    }),
  });
}

/** A trace of its own, which knows where the message was published. */
function traceOf({ parentTrace, correlation }: Delivery): Trace {
  const trace = newTrace(correlation ?? undefined);
  return parentTrace === null ? trace : { ...trace, parentTraceId: parentTrace };
}
