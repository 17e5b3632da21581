import { Subscription } from "encore.dev/pubsub";
import { analyticsEvents } from "../../reports/contract/events";
import { intake } from "../engine/engine";

const receive = intake.of("analytics");

/** Brings the events of the key figures into the log. A batch that cannot be stored now comes again for days before it counts as dead. */
export const onAnalyticsEvents = new Subscription(analyticsEvents, "realtime-analytics", {
  handler: async (batch) => receive(batch),
  // Local brokers hand over so many messages at a time.
  maxConcurrency: 1000,
  retryPolicy: { minBackoff: "1s", maxBackoff: "10s", maxRetries: 30000 },
});
