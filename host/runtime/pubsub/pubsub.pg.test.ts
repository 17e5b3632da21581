import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { App } from "../../model/app";
import type { RuntimeConfig } from "../config";
import type { RuntimeContext } from "../context";
import { Lifecycle } from "../lifecycle";
import { HostLog } from "../logger/host-log";
import { exposition } from "../metrics/exposition";
import { HostMetrics } from "../metrics/host-metrics";
import { Request } from "../request";
import { PubSubSubscription } from "./subscription";
import { PubSubTopic } from "./topic";

const config = JSON.parse(readFileSync(process.env["LOBBY_RUNTIME"] ?? "", "utf8")) as RuntimeConfig;
const at = { file: "", line: 1, column: 1 };
const times = { ackDeadlineMs: 30_000, retentionMs: 60_000, minBackoffMs: 5, maxBackoffMs: 5, maxRetries: 1 };
const app = {
  types: {},
  topics: [
    {
      name: "letters",
      at,
      delivery: "exactly-once",
      orderingAttribute: "n",
      publishers: ["post"],
      message: { kind: "object", fields: [{ name: "n", type: { kind: "number" }, optional: false }] },
      subscriptions: [{ name: "reader", service: "post", at, ...times }],
    },
  ],
} as unknown as App;

let context: RuntimeContext;
let topic: PubSubTopic;
let heard: Request[];

/** Hands every message to `handler` as well. */
function subscribe(handler: () => void = () => {}): void {
  const keep = (request: Request) => {
    heard.push(request);
    handler();
  };
  void new PubSubSubscription(context, {
    topicName: "letters",
    subscriptionName: "reader",
    handler: keep,
  }).subscribe();
}

const figures = () => exposition(context.metrics.families());

beforeEach(() => {
  const log = new HostLog("error", "json", () => {});
  const lifecycle = new Lifecycle(10_000);
  context = { config, app, log, lifecycle, metrics: new HostMetrics(), makers: { decimal: String } };
  topic = new PubSubTopic(context, "letters");
  heard = [];
});
afterEach(async () => {
  context.lifecycle.stop();
  expect(await context.lifecycle.exitCode).toBe(0);
});

test("the handler gets the fields of the type and a trace of its own that knows where the message comes from", async () => {
  subscribe();
  const trace = { traceId: "t".repeat(26), spanId: "s".repeat(13), extCorrelationId: "from outside" };
  const source = new Request({ payload: null, trace, log: {}, meta: () => ({}) });
  const id = await topic.publish({ n: 1, more: true }, source);
  await vi.waitFor(() => expect(heard).toHaveLength(1), 10_000);
  expect(heard[0]?.payload()).toEqual({ n: 1 });
  expect(heard[0]?.meta()).toMatchObject({
    trace: { parentTraceId: trace.traceId, extCorrelationId: "from outside" },
    pubsubMessage: { id, topic: "letters", subscription: "reader", service: "post", deliveryAttempt: 1 },
  });
  expect(heard[0]?.trace.traceId).not.toBe(trace.traceId);
});

test("a message published outside of any request has no parent", async () => {
  subscribe();
  await topic.publish({ n: 1 }, null);
  await vi.waitFor(() => expect(heard).toHaveLength(1), 10_000);
  expect(heard[0]?.trace).toEqual({ traceId: expect.any(String), spanId: expect.any(String) });
});

test("what fails is tried again and counted, for the last time as dead; what does not fit never reaches the handler", async () => {
  subscribe(() => {
    throw new Error("no");
  });
  await topic.publish({ n: "not a number" });
  await topic.publish({ n: 1 });
  await vi.waitFor(() => {
    expect(figures()).toContain('outcome="failed"} 2\n');
    expect(figures()).toContain('outcome="dead"} 2\n');
  }, 10_000);
  expect(figures()).toContain('e_pubsub_published_total{topic="letters"} 2\n');
  expect(heard.map((request) => request.meta().pubsubMessage?.deliveryAttempt)).toEqual([1, 2]);
});

test.each([
  [null, "InvalidArg", "no message payload provided"],
  [
    5,
    "GenericFailure",
    "failed to parse payload\n\nCaused by:\n    InvalidArg, Expect value to be Object, but received Number",
  ],
])("publishing %j throws a plain Error with a code", async (message, code, text) => {
  const error = await topic.publish(message).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ constructor: Error, code, message: text });
});

test("a topic that no source is seen to publish to is not configured", async () => {
  const topics = app.topics.map((one) => ({ ...one, publishers: [] }));
  const error = await new PubSubTopic({ ...context, app: { ...app, topics } }, "letters")
    .publish({ n: 1 })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "GenericFailure", message: "failed to publish: topic not configured" });
});

test("what a message is ordered by must be there in the profile run, and only there", async () => {
  await expect(topic.publish({})).rejects.toThrow("failed to publish: ordering attribute n not found");
  const image = { ...context, config: { ...config, profile: "image" } } as const;
  expect(await new PubSubTopic(image, "letters").publish({})).toMatch(/^[0-9a-v]{20}$/);
});
