import type { App, Subscription, Topic } from "../../model/app";
import { messageCodec, type MessageCodec, PublishError } from "../../schema/message-codec";
import { NativeValueError } from "../../schema/native-value";
import { Broker } from "../../services/pubsub/broker";
import { newMessageId } from "../../services/pubsub/message-id";
import type { Delivery, NewDelivery } from "../../services/pubsub/queue-store";
import { mayRetry } from "../../services/pubsub/retry-policy";
import type { RuntimeContext } from "../context";
import { nativeError } from "../native-error";
import { Request } from "../request";
import { newTrace, type Trace } from "../trace";

/** What encore.dev gives for a subscription; the handler takes a Request. */
export interface SubscriptionConfig {
  topicName: string;
  subscriptionName: string;
  handler(request: Request): unknown;
}

/** As many as the genuine runtime handles at once when the source says nothing (facts 9.1). */
const defaultConcurrency = 100;

/** A topic as encore.dev sees it (facts 9.1). */
export class PubSubTopic {
  readonly #context: RuntimeContext;
  readonly #name: string;
  readonly #topic: Topic | undefined;
  #codec: MessageCodec | undefined;

  constructor(context: RuntimeContext, name: string) {
    this.#context = context;
    this.#name = name;
    this.#topic = findTopic(context.app, name);
  }

  /** Resolves with the message's id when it is safely in the queue of every subscription. `source`: the request that publishes. */
  async publish(body: unknown, source?: Request | null): Promise<string> {
    const broker = brokerOf(this.#context);
    if (!this.#topic || !broker)
      throw new Error(`topic ${this.#name}: pub/sub is not configured for use by this process`);
    this.#codec ??= messageCodec(this.#topic.message, this.#context.app.types, this.#context.makers);
    const messageId = newMessageId();
    await broker.publish(deliveriesOf(this.#topic, messageId, encode(this.#codec, body), source?.trace));
    this.#context.metrics.published.add({ topic: this.#name });
    return messageId;
  }
}

/** Throws a plain Error with a code for what cannot be published (facts 9.1). */
function encode(codec: MessageCodec, body: unknown): string {
  try {
    return codec.encode(body);
  } catch (error) {
    if (error instanceof NativeValueError || error instanceof PublishError)
      throw nativeError(error.message, error.code);
    throw error;
  }
}

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
      const policy = { ...subscription, queue, maxConcurrency: subscription.maxConcurrency ?? defaultConcurrency };
      broker.subscribe(policy, this.#handlerFor(topic, subscription));
    } else {
      this.#context.log.write("warn", "pub/sub is not configured for use by this process", {
        topic: topicName,
        subscription: subscriptionName,
      });
    }
    return new Promise(() => {});
  }

  #handlerFor(topic: Topic, subscription: Subscription): (delivery: Delivery) => Promise<void> {
    const { app, makers, log, metrics } = this.#context;
    const codec = messageCodec(topic.message, app.types, makers);
    const names = { service: subscription.service, topic: topic.name, subscription: subscription.name };
    return async (delivery) => {
      try {
        const decoded = codec.decode(delivery.payload);
        if (!decoded.ok) throw new Error(`the message does not fit its type: ${decoded.reason}`);
        await this.#config.handler(requestFor(names, delivery, decoded.value));
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

function findTopic(app: App, name: string): Topic | undefined {
  return app.topics.find((topic) => topic.name === name);
}

function queueName(topic: Topic, subscription: Subscription): string {
  return `${topic.name}/${subscription.name}`;
}

/** A trace of its own, which knows where the message was published. */
function traceOf({ parentTrace, correlation }: Delivery): Trace {
  const trace = newTrace(correlation ?? undefined);
  return parentTrace === null ? trace : { ...trace, parentTraceId: parentTrace };
}

function deliveriesOf(topic: Topic, messageId: string, payload: string, source: Trace | undefined): NewDelivery[] {
  const publishedAt = new Date();
  return topic.subscriptions.map((subscription) => ({
    queue: queueName(topic, subscription),
    messageId,
    publishedAt,
    expiresAt: new Date(publishedAt.getTime() + subscription.retentionMs),
    payload,
    parentTrace: source?.traceId ?? null,
    correlation: source?.extCorrelationId ?? null,
  }));
}

const brokers = new WeakMap<RuntimeContext, Broker>();

/** The process's one broker, made on first use; undefined when no queues are configured. */
function brokerOf(context: RuntimeContext): Broker | undefined {
  const url = context.config.pubsub?.url;
  const existing = brokers.get(context);
  if (existing || url === undefined) return existing;
  const broker = new Broker(url, (error) =>
    context.log.write("error", "the queues of pub/sub cannot be reached; trying again", { error: error.message }),
  );
  brokers.set(context, broker);
  context.lifecycle.onShutdown("intake", async () => broker.stopTaking());
  context.lifecycle.onShutdown("drain", () => broker.drain());
  context.lifecycle.onShutdown("close", () => broker.close());
  return broker;
}
