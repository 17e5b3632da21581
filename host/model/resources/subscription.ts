import { ts } from "../compiler";
import { errorAt, positionOf } from "../diagnostics";
import { readDuration, readExpression, readInteger, readOptions, UINT32 } from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context } from "./context";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WEEK = 7 * 24 * 60 * MINUTE;

/** `new Subscription(topic, "name", { handler, … })`. */
export function readSubscription(reference: Reference, context: Context): void {
  const { node, args, module } = reference;
  const [topic, name, config] = args;
  if (topic === undefined || name === undefined) throw errorAt(node, "missing resource name as argument[1]");
  if (!ts.isStringLiteral(name))
    throw errorAt(
      name,
      `expected string literal, got ${name.getText()}`,
      "A subscription is named by a string literal.",
    );
  if (config === undefined) throw errorAt(node, "missing required config object");
  const { values } = readOptions(
    config,
    {
      handler: readExpression,
      maxConcurrency: readInteger(UINT32),
      ackDeadline: readDuration,
      messageRetention: readDuration,
      retryPolicy: (policy) =>
        readOptions(policy, { minBackoff: readDuration, maxBackoff: readDuration, maxRetries: readInteger(UINT32) })
          .values,
    },
    ["handler"],
  );
  const subscription = {
    name: name.text,
    service: context.serviceName(module.file),
    at: positionOf(node),
    ackDeadlineMs: values.ackDeadline ?? 30 * SECOND,
    retentionMs: values.messageRetention ?? WEEK,
    minBackoffMs: values.retryPolicy?.minBackoff ?? 10 * SECOND,
    maxBackoffMs: values.retryPolicy?.maxBackoff ?? 10 * MINUTE,
    maxRetries: values.retryPolicy?.maxRetries ?? 100,
    ...(values.maxConcurrency === undefined ? {} : { maxConcurrency: values.maxConcurrency }),
  };
  context.resources.subscriptions.push(bound({ subscription, topic }, reference));
}
