import type { RuntimeContext } from "../context";

/** What encore.dev gives for a subscription; the handler takes a Request. */
export interface SubscriptionConfig {
  topicName: string;
  subscriptionName: string;
  handler(request: unknown): unknown;
}

/** A topic as encore.dev sees it. */
export class PubSubTopic {
  readonly #name: string;

  constructor(_context: RuntimeContext, name: string) {
    this.#name = name;
  }

  async publish(_body: unknown): Promise<string> {
    throw new Error(`topic ${this.#name}: pub/sub is not configured for use by this process`);
  }
}

/** A subscription as encore.dev sees it; `subscribe` stays pending while it is served. */
export class PubSubSubscription {
  constructor(_context: RuntimeContext, _config: SubscriptionConfig) {}

  subscribe(): Promise<void> {
    return new Promise(() => {});
  }
}
