import type { App, Subscription, Topic } from "../../model/app";
import { Broker } from "../../services/pubsub/broker";
import type { RuntimeContext } from "../context";

export function findTopic(app: App, name: string): Topic | undefined {
  return app.topics.find((topic) => topic.name === name);
}

/** The queue of a subscription. */
export function queueName(topic: Topic, subscription: Subscription): string {
  return `${topic.name}/${subscription.name}`;
}

const brokers = new WeakMap<RuntimeContext, Broker>();

/** The process's one broker, made on first use; undefined when no queues are configured. */
export function brokerOf(context: RuntimeContext): Broker | undefined {
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
