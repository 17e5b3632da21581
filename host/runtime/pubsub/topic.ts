import type { Topic } from "../../model/app";
import { messageCodec, type MessageCodec, PublishError } from "../../schema/message-codec";
import { NativeValueError } from "../../schema/native-value";
import { newMessageId } from "../../services/pubsub/message-id";
import type { NewDelivery } from "../../services/pubsub/queue-store";
import type { RuntimeContext } from "../context";
import { nativeError } from "../native-error";
import type { Request } from "../request";
import type { Trace } from "../trace";
import { brokerOf, findTopic, queueName } from "./queues";

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
    const { app, makers, config, metrics } = this.#context;
    const topic = this.#topic;
    this.#codec ??= topic && messageCodec(topic.message, app.types, makers);
    const payload = this.#codec && encode(this.#codec, body);
    const broker = brokerOf(this.#context);
    // Encore gives a process the topics that its source is seen to publish to, and no others.
    if (topic === undefined || payload === undefined || broker === undefined || topic.publishers.length === 0)
      throw publishFailure("topic not configured");
    if (config.profile === "run") requireOrderingKey(topic, body as Record<string, unknown>);
    const messageId = newMessageId();
    await broker.publish(deliveriesOf(topic, messageId, payload, source?.trace));
    metrics.published.add({ topic: this.#name });
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

/** Under `encore run` a message must have what it is ordered by, although nothing is ordered; a production image does not ask. */
function requireOrderingKey({ orderingAttribute }: Topic, body: Record<string, unknown>): void {
  if (orderingAttribute !== undefined && body[orderingAttribute] === undefined)
    throw publishFailure(`ordering attribute ${orderingAttribute} not found`);
}

function publishFailure(reason: string): Error {
  return nativeError(`failed to publish: ${reason}`, "GenericFailure");
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
