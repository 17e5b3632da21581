import type { App, Subscription } from "../../host/model/app";
import type { RuntimeContext } from "../../host/runtime/context";
import { Lifecycle } from "../../host/runtime/lifecycle";
import { HostLog } from "../../host/runtime/logger/host-log";
import { HostMetrics } from "../../host/runtime/metrics/host-metrics";
import { PubSubSubscription } from "../../host/runtime/pubsub/subscription";
import { PubSubTopic } from "../../host/runtime/pubsub/topic";

/** Queues of the benchmark: who handles them, and how many of its messages at once. */
export const queues = { own: 1000, other: 1000, hundred: 100, thousand: 1000 };
export type Queue = keyof typeof queues;

/** What a message says: when it was published, on the clock that all processes of a machine share. */
interface Message {
  at: string;
}

/** One process of an application with a topic a queue, through the objects that encore.dev's Topic and Subscription use. */
export class BenchProcess {
  readonly #context: RuntimeContext;
  readonly #topics = new Map<Queue, PubSubTopic>();

  constructor(url: string) {
    const log = new HostLog("error", "json");
    const config = { pubsub: { url } } as RuntimeContext["config"];
    const makers = { decimal: String };
    const lifecycle = new Lifecycle(60_000);
    this.#context = { config, app: application(), log, metrics: new HostMetrics(), lifecycle, makers };
    for (const queue of Object.keys(queues) as Queue[]) this.#topics.set(queue, new PubSubTopic(this.#context, queue));
  }

  publish(queue: Queue): Promise<string> {
    return this.#topics.get(queue)!.publish({ at: String(process.hrtime.bigint()) } satisfies Message);
  }

  /** `handled` gets the milliseconds since the message was published. */
  handle(queue: Queue, handled: (ms: number) => void): void {
    const handler = async (request: { payload(): unknown }): Promise<void> => {
      const { at } = request.payload() as Message;
      handled(Number(process.hrtime.bigint() - BigInt(at)) / 1e6);
    };
    void new PubSubSubscription(this.#context, { topicName: queue, subscriptionName: "bench", handler }).subscribe();
  }

  async end(): Promise<void> {
    this.#context.lifecycle.stop();
    await this.#context.lifecycle.exitCode;
  }
}

function application(): App {
  const subscription: Omit<Subscription, "maxConcurrency"> = {
    name: "bench",
    service: "bench",
    at: { file: "", line: 1, column: 1 },
    ackDeadlineMs: 30_000,
    retentionMs: 3_600_000,
    minBackoffMs: 1_000,
    maxBackoffMs: 10_000,
    maxRetries: 3,
  };
  const message = { kind: "object", fields: [{ name: "at", type: { kind: "string" }, optional: false }] };
  const topics = Object.entries(queues).map(([name, maxConcurrency]) => ({
    name,
    message,
    delivery: "at-least-once",
    publishers: ["bench"],
    subscriptions: [{ ...subscription, maxConcurrency }],
  }));
  return { id: "bench", types: {}, topics } as unknown as App;
}
