import type { RuntimeContext } from "../context";

/** Stands until host/runtime/pubsub is written. */
export class PubSubTopic {
  readonly #name: string;
  constructor(_context: RuntimeContext, name: string) {
    this.#name = name;
  }
  async publish(): Promise<string> {
    throw new Error(`topic not configured: ${this.#name}`);
  }
}

export interface SubscriptionConfig {
  topicName: string;
  subscriptionName: string;
  handler: (request: unknown) => unknown;
}

export class PubSubSubscription {
  constructor(_context: RuntimeContext, _config: SubscriptionConfig) {}
  subscribe(): Promise<void> {
    return new Promise(() => {});
  }
}
