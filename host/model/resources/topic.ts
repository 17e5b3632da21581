import type { Topic } from "../app";
import { errorAt, positionOf } from "../diagnostics";
import { readOptions, readString } from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context, nameArgument } from "./context";

/** `new Topic<Message>("name", { deliveryGuarantee, orderingAttribute })`. */
export function readTopic(reference: Reference, context: Context): void {
  const { node, args, typeArgs, module } = reference;
  const name = nameArgument(reference);
  const [, config] = args;
  if (config === undefined)
    throw errorAt(
      node,
      "missing required config object",
      'Write new Topic<Message>("name", { deliveryGuarantee: "at-least-once" }).',
    );
  const { values, at } = readOptions(config, { deliveryGuarantee: readString, orderingAttribute: readString });
  const [message] = typeArgs;
  if (message === undefined) throw errorAt(node, "missing message type parameter", "Write new Topic<Message>(…).");
  const delivery = values.deliveryGuarantee ?? "at-least-once";
  if (delivery !== "at-least-once" && delivery !== "exactly-once") {
    throw errorAt(
      at("deliveryGuarantee"),
      `invalid delivery guarantee ${JSON.stringify(delivery)}`,
      "Allowed are at-least-once and exactly-once.",
    );
  }
  const topic: Topic = {
    name,
    at: positionOf(node),
    message: context.schemas.within(message, () =>
      context.schemas.schema(context.evaluator.typeIn(module, message), message),
    ),
    delivery,
    ...(values.orderingAttribute === undefined ? {} : { orderingAttribute: values.orderingAttribute }),
    publishers: [],
    subscriptions: [],
  };
  context.resources.topics.push(bound(topic, reference));
}
